"""Tables of Wagtail in one step: its hundred and fifty migrations would cost every test run twenty seconds.

The migrations are worked out from the models, written into the folder of this run, and take the name of the last
real one, so that ours that depend on it stand. They make the same tables, but put nothing in them: neither do tests
that commit leave anything there. `prepare_sections` makes what is needed.
"""

import sys
from importlib import import_module, invalidate_caches
from pathlib import Path
from pkgutil import iter_modules

from django.apps import apps
from django.conf import settings
from django.core.management.base import no_translations
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration
from django.db.migrations.state import ProjectState
from django.db.migrations.writer import MigrationWriter

APPS = ("taggit", "wagtailadmin", "wagtailcore", "wagtailimages", "wagtailsearch", "wagtailusers")
# Depends on those, so it is left out while they are worked out.
ABOVE = ("knowledge",)
PACKAGE = "one_step_migrations"


def look_at_neighbours_only() -> None:
    """Let each migration work out anew only the models next to the one that it changes.

    Django does all that hang together, which here is nearly all there are, a few hundred times over. What this leaves
    stale it knows of and mends before it runs Python of ours; `tests/config/test_outage.py` compares the tables.
    """
    reload = ProjectState.reload_model

    def reload_neighbours(state: ProjectState, app_label: str, model_name: str, delay: bool = True) -> None:
        reload(state, app_label, model_name, delay=True)

    ProjectState.reload_model = reload_neighbours  # type: ignore[method-assign, assignment]


@no_translations
def take_one_step(folder: Path) -> None:
    """From now on the tables of these apps are made by one migration each, written below the folder."""
    names = {app: _last_migration(app) for app in APPS}
    for app in APPS:
        (folder / PACKAGE / app).mkdir(parents=True)
        (folder / PACKAGE / app / "__init__.py").touch()
    sys.path.insert(0, str(folder))
    ours: dict[str, str | None] = {app: f"{PACKAGE}.{app}" for app in APPS}
    settings.MIGRATION_MODULES = ours | dict.fromkeys(ABOVE)
    loader = MigrationLoader(None, ignore_no_migrations=True)
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
    changes = detector.changes(loader.graph, trim_to_apps=set(APPS), convert_apps=set(APPS))
    for app in APPS:
        [migration] = changes[app]
        _write(folder / PACKAGE / app / f"{names[app]}.py", migration, names)
    invalidate_caches()
    settings.MIGRATION_MODULES = ours


def _last_migration(app: str) -> str:
    package = import_module(f"{apps.get_app_config(app).name}.migrations")
    return max(each.name for each in iter_modules(package.__path__))


def _write(file: Path, migration: Migration, names: dict[str, str]) -> None:
    migration.dependencies = [(app, names.get(app, number)) for app, number in migration.dependencies]
    file.write_text(MigrationWriter(migration, include_header=False).as_string(), "utf-8")
