"""What each kind of module may do, read from the source."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.unit

SOURCE = Path(__file__).resolve().parents[2] / "src"
APPS = (
    "accounts", "network", "people", "catalogue", "programme", "casework", "contact", "funding", "matching", "search",
    "insight",
)  # fmt: skip
WORDS = {
    "enums",
    "rules",
    "models",
    "queries",
    "actions",
    "tasks",
    "admin",
    "apps",
    "migrations",
    "templates",
}
# An app may have a word of its own where its subject asks for one; each is named here, on purpose.
OWN_WORDS = {
    "accounts": {"adapter", "managers", "oidc"},
    "network": {
        "images",
        "national",
        "opening",
        "sites",
        "theme",
        "told",
    },  # what sites are made of, for pages too
    "people": {"purposes", "signals"},  # two of the three signals that there are
    "catalogue": {"mails"},
    "casework": {"mails", "receivers", "refusals"},
    "contact": {"links", "mails", "refusals"},
    "knowledge": {
        "blocks",
        "publishing",
        "receivers",
        "sizes",
        "uploads",
        "wagtail_hooks",
        "workflow",
    },  # what Wagtail asks for
    "programme": {"descriptions"},
    "matching": {  # from rows to the engine and back; rounds of a region
        "allocating",
        "changes",
        "market",
        "receivers",
        "refusals",
        "rounds",
        "rows",
        "seekers",
        "solving",
    },
    "search": {  # a question, where, its answers and ways on; what is noted of it; questions that are kept
        "alternatives",
        "demand",
        "fitting",
        "links",
        "logbook",
        "mails",
        "mapping",
        "naming",
        "newest",
        "parameters",
        "questions",
        "saved",
        "spots",
        "suggesting",
    },
}
FORBIDDEN = {"utils", "util", "common", "base", "helpers", "helper", "core", "misc", "tools", "stuff"}
WRITES = {
    "save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "add",
    "remove", "set", "clear", "raw",
}  # fmt: skip
# Of these, only when asked of something that looks like rows: `.add()` is also a set's.
ALSO_OF_OTHERS = {"add", "remove", "set", "clear", "update", "raw", "create", "delete"}
CLOCKS = {"now", "today", "localdate", "localtime", "utcnow", "time", "monotonic"}
LONGEST_FILE = 320


def modules(pattern: str) -> list[Path]:
    """Source files, migrations left out."""
    return [path for path in sorted(SOURCE.glob(pattern)) if "migrations" not in path.parts]


def calls(path: Path) -> Iterator[ast.Call]:
    """Every call in a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield node


def name_of(node: ast.expr) -> str:
    """`a.b.c` as it is written; calls in between as `()`."""
    match node:
        case ast.Name():
            return node.id
        case ast.Attribute():
            return f"{name_of(node.value)}.{node.attr}"
        case ast.Call():
            return f"{name_of(node.func)}()"
        case _:
            return "?"


def at(path: Path, node: ast.expr) -> str:
    """Where something stands, for the message."""
    return f"{path.relative_to(SOURCE)}:{node.lineno} {ast.unparse(node)[:80]}"


def is_a_write(call: ast.Call) -> bool:
    """Whether a call looks like one that writes rows."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in WRITES:
        return False
    if call.func.attr not in ALSO_OF_OTHERS:
        return call.func.attr != "save" or not name_of(call.func.value).startswith("form")
    asked_of = name_of(call.func.value)
    return ".objects" in asked_of or "queryset" in asked_of


def reads_a_clock(call: ast.Call) -> bool:
    """Whether a call asks what time it is; `now` as an argument is how time comes in."""
    name = name_of(call.func)
    parts = name.split(".")
    if parts[-1] in {"localtime", "localdate"} and call.args:
        return False  # turns a given moment into Dutch time
    return parts[-1] in CLOCKS and (
        len(parts) == 1 or parts[-2] in {"clock", "timezone", "datetime", "date", "time"}
    )


def test_views_do_not_write() -> None:
    wrong = [
        at(path, call) for path in modules("leerwerk/web/**/*.py") for call in calls(path) if is_a_write(call)
    ]

    assert wrong == []


@pytest.mark.parametrize("word", ["rules", "actions", "queries", "models"])
def test_time_comes_in_as_an_argument(word: str) -> None:
    files = [*modules(f"leerwerk/*/{word}.py"), *modules(f"leerwerk/*/{word}/**/*.py")]
    wrong = [at(path, call) for path in files for call in calls(path) if reads_a_clock(call)]

    assert wrong == []


def test_rules_do_not_touch_rows_or_requests() -> None:
    wrong = []
    for path in [*modules("leerwerk/*/rules.py"), *modules("leerwerk/*/rules/**/*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                if name.startswith(("django.db", "django.http")) or name.endswith(
                    (".models", ".queries", ".actions")
                ):
                    wrong.append(f"{path.relative_to(SOURCE)} imports {name}")

    assert wrong == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [str(path.relative_to(SOURCE)) for path in modules("**/*.py") if path.stem in FORBIDDEN] == []


def test_files_can_be_read_in_one_sitting() -> None:
    long = {
        str(path.relative_to(SOURCE)): lines
        for path in modules("**/*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }

    assert long == {}


@pytest.mark.parametrize("app", APPS)
def test_app_uses_the_words_that_every_app_uses(app: str) -> None:
    folder = SOURCE / "leerwerk" / app
    found = {path.stem for path in folder.iterdir() if path.suffix == ".py" or path.is_dir()}
    found -= {"__init__", "__pycache__"}

    assert found - WORDS - OWN_WORDS.get(app, set()) == set()
