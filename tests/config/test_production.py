import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from leerwerk.config.production import missing_settings

pytestmark = pytest.mark.unit

COMPLETE = {
    "LEERWERK_MODE": "production",
    "LEERWERK_SECRET_KEY": "Zk3v9Qw-7rT1yLm4Xc8Bn2Hd6Pf0Sg5Ja_uEoIiWqRtYzVxC1-kKjH2",
    "LEERWERK_DATA_KEY": "mN8bV6cX4zL2kJ0hG9fD7sA5pO3iU1yT-rE_wQqWeRtYuIoPaS-gFdS3",
    "LEERWERK_ALLOWED_HOSTS": "leerwerk.example",
    "LEERWERK_BASE_URL": "https://leerwerk.example",
    "LEERWERK_TLS": "proxy",
    "LEERWERK_EMAIL_URL": "smtp://u:p@mail.example:587",
    "DATABASE_URL": "postgresql://u:p@db.example/leerwerk",
}


def test_complete_environment_lacks_nothing() -> None:
    assert missing_settings(COMPLETE) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"LEERWERK_DEBUG": "1"}, "LEERWERK_DEBUG"),
        ({"LEERWERK_SECRET_KEY": ""}, "LEERWERK_SECRET_KEY"),
        ({"LEERWERK_SECRET_KEY": "kort"}, "LEERWERK_SECRET_KEY"),
        ({"LEERWERK_SECRET_KEY": "a" * 60}, "LEERWERK_SECRET_KEY"),
        (
            {"LEERWERK_SECRET_KEY": f"django-insecure-{COMPLETE['LEERWERK_SECRET_KEY']}"},
            "LEERWERK_SECRET_KEY",
        ),
        ({"LEERWERK_DATA_KEY": COMPLETE["LEERWERK_SECRET_KEY"]}, "LEERWERK_DATA_KEY"),
        ({"LEERWERK_ALLOWED_HOSTS": " , "}, "LEERWERK_ALLOWED_HOSTS"),
        ({"LEERWERK_ALLOWED_HOSTS": "*"}, "LEERWERK_ALLOWED_HOSTS"),
        ({"LEERWERK_BASE_URL": "http://leerwerk.example"}, "LEERWERK_BASE_URL"),
        ({"LEERWERK_TLS": ""}, "LEERWERK_TLS"),
        ({"DATABASE_URL": ""}, "DATABASE_URL"),
        ({"LEERWERK_EMAIL_URL": ""}, "LEERWERK_EMAIL_URL"),
    ],
)
def test_missing_setting_is_named(change: dict[str, str], told: str) -> None:
    [sentence] = missing_settings(COMPLETE | change)

    assert sentence.startswith(told)


def in_a_process_of_its_own(environment: dict[str, str], code: str) -> subprocess.CompletedProcess[str]:
    clean = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    path = {"PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(
        [sys.executable, "-c", code],
        env=clean | path | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_refuses_to_start_and_lists_everything_at_once(tmp_path: Path) -> None:
    done = in_a_process_of_its_own(
        {"LEERWERK_VAR": str(tmp_path), "LEERWERK_DEBUG": "1"}, "import leerwerk.config.settings"
    )

    assert done.returncode == 1
    for name in ("LEERWERK_DEBUG", *COMPLETE):
        assert name in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_production_is_shut_tight(tmp_path: Path) -> None:
    names = (
        "DEBUG SECURE_SSL_REDIRECT SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SECURE_HSTS_SECONDS STAFF_MFA "
        "SECURE_PROXY_SSL_HEADER ALLOWED_HOSTS EMAIL_USE_TLS"
    )
    code = f"""
import json
from leerwerk.config import settings
print(json.dumps({{name: getattr(settings, name) for name in {names!r}.split()}}))
print(json.dumps(settings.CONTENT_SECURITY_POLICY, default=str))
"""
    done = in_a_process_of_its_own(COMPLETE | {"LEERWERK_VAR": str(tmp_path)}, code)

    assert done.returncode == 0, done.stderr
    found, policy = done.stdout.splitlines()
    assert json.loads(found) == {
        "DEBUG": False,
        "SECURE_SSL_REDIRECT": True,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_HSTS_SECONDS": 31536000,
        "STAFF_MFA": "required",
        "SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"],
        "ALLOWED_HOSTS": ["leerwerk.example"],
        "EMAIL_USE_TLS": True,
    }
    assert "unsafe" not in policy


def test_django_finds_nothing_to_warn_about_in_production(tmp_path: Path) -> None:
    code = """
import django
django.setup()
from django.core.management import call_command
call_command("check", deploy=True, fail_level="WARNING")
"""
    settings = {"LEERWERK_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "leerwerk.config.settings"}
    done = in_a_process_of_its_own(COMPLETE | settings, code)

    assert done.returncode == 0, done.stderr
