"""The catalogues of translations: gather the texts of the program, and compile what was translated.

    python scripts/catalogues.py compile    what git does not keep: django.mo beside each django.po (polib)
    python scripts/catalogues.py extract    bring django.po up to date with the code (needs GNU gettext: xgettext)

Dutch needs no catalogue: the texts in the code are Dutch. What only staff reads is not translated, so it is left out.
"""

import os
import subprocess
import sys
from pathlib import Path

import polib

REPOSITORY = Path(__file__).resolve().parents[1]
SOURCE = REPOSITORY / "src/leerwerk"
CATALOGUES = sorted(SOURCE.glob("locale/*/LC_MESSAGES/django.po"))
#: Where nothing is said to visitors.
STAFF_ONLY = (
    "web/desk/", "web/partner/", "web/steering/", "web/editing/", "config/commands/", "config/production.py",
    "demo/", "exchange/", "insight/", "matching/", "knowledge/", "kernel/tasks.py", "kernel/enums.py",
    "catalogue/templates/", "catalogue/mails.py", "casework/mails/referrals.py", "web/ui/explaining.py",
    "web/ui/showcase.py", "web/ui/templates/ui/showcase.html", "web/ui/templates/mfa/",
    "web/ui/templates/wagtailadmin/",
    "web/ui/templates/account/password", "web/ui/templates/account/login", "web/ui/templates/account/logout",
)  # fmt: skip


def is_for_visitors(entry: polib.POEntry) -> bool:
    """Whether a text stands in a file that speaks to visitors too; the administration's files speak to nobody else."""
    files = (file for file, _line in entry.occurrences)
    return any(not file.startswith(STAFF_ONLY) and not _names_columns(Path(file)) for file in files)


def _names_columns(file: Path) -> bool:
    """The administration shows the names of tables and columns; forms for visitors have labels of their own."""
    return file.name in ("admin.py", "apps.py", "models.py") or file.parent.name == "models"


def extract() -> None:
    """Renew every django.po; what is gone from the code goes, what is new comes without a translation."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "leerwerk.config.settings",
        "LEERWERK_MODE": "test",
        "DATABASE_URL": "postgresql://nobody/nothing",
    }
    languages = [f"--locale={file.parents[1].name}" for file in CATALOGUES]
    command = [sys.executable, "-m", "django", "makemessages", *languages, "--no-obsolete", "--no-wrap"]
    subprocess.run([*command, "--add-location=file"], cwd=SOURCE, env=environment, check=True)
    for file in CATALOGUES:
        catalogue = polib.pofile(str(file), wrapwidth=0)
        kept = [entry for entry in catalogue if is_for_visitors(entry) and not entry.obsolete]
        for entry in kept:
            if entry.fuzzy:  # a guess of gettext
                entry.flags.remove("fuzzy")
                entry.previous_msgid = entry.previous_msgid_plural = None
                entry.msgstr, entry.msgstr_plural = "", dict.fromkeys(entry.msgstr_plural, "")
        catalogue[:] = kept
        catalogue.metadata.pop("POT-Creation-Date", None)
        catalogue.save(str(file))


def compile_all() -> int:
    """Write django.mo where it is missing or older than its django.po. Returns how many were written."""
    written = 0
    for file in CATALOGUES:
        target = file.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < file.stat().st_mtime:
            polib.pofile(str(file)).save_as_mofile(str(target))
            written += 1
    return written


def main(arguments: list[str]) -> int:
    """The command line."""
    if arguments == ["extract"]:
        extract()
    elif arguments != ["compile"]:
        print(__doc__)
        return 2
    print(f"Catalogues: {compile_all()} compiled, {len(CATALOGUES)} in all")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
