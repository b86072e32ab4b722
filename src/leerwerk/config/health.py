"""Is it alive, and can it do its work? For load balancers and for `leerwerk check`."""

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from leerwerk.matching.market import engine_is_warm, market_folder


class MigrationCheck:
    """Whether all migrations are applied; asked until they are, and then no more.

    A process does not get new migrations while it runs, and looking costs more than all the rest.
    """

    def __init__(self) -> None:
        self._is_done = False

    def passes(self) -> bool:
        """True when nothing is pending, or was not at an earlier question."""
        self._is_done = self._is_done or not pending_migrations()
        return self._is_done


@never_cache
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """Answer as long as the process answers."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 when database, tables and market are there and the engine is warm; 503 names what is not.

    Where compiled kernels can't be kept on disk, a new process compiles them for over a minute.
    """
    parts = {
        "database": database_answers(),
        "migrations": False,
        "market": market_is_present(),
        "engine": engine_is_warm.is_set(),
    }
    if parts["database"]:
        parts["migrations"] = migrations.passes()
    is_ready = all(parts.values())
    told = {name: "ok" if fine else "missing" for name, fine in parts.items()}
    return JsonResponse(
        {"status": "ok" if is_ready else "unavailable", **told}, status=200 if is_ready else 503
    )


def database_answers() -> bool:
    """Whether the database answers a question now."""
    connection = connections[DEFAULT_DB_ALIAS]
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        connection.close()
        return False
    return True


def pending_migrations() -> list[str]:
    """The migrations that have not been applied."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


migrations = MigrationCheck()


def market_is_present() -> bool:
    """Whether there is a market to search in; its age is the matching app's business."""
    folder = market_folder()
    return folder.is_dir() and any(folder.iterdir())
