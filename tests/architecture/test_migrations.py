import pytest
from django.apps import apps
from django.contrib.postgres.operations import CreateExtension
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader


@pytest.mark.db
@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration() -> None:
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


@pytest.mark.unit
def test_undoing_a_migration_drops_no_extension_that_other_apps_need() -> None:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("leerwerk.")}
    found = [
        key
        for key, migration in loader.disk_migrations.items()
        if key[0] in ours and any(isinstance(each, CreateExtension) for each in migration.operations)
    ]

    assert found == []
