from typing import Any

import pytest
from django.db import IntegrityError
from django.test import RequestFactory
from structlog.testing import capture_logs

from leerwerk.config.outage import server_error

pytestmark = pytest.mark.unit


def insert() -> None:
    message = "Key (last_name)=(Veldkamp) already exists."
    raise IntegrityError(message)


def test_failure_is_logged_with_its_place_and_without_its_words(rf: RequestFactory) -> None:
    with capture_logs() as logged:
        try:
            try:
                insert()
            except IntegrityError as clash:
                raise RuntimeError("Sanne Veldkamp") from clash
        except RuntimeError:
            answer = server_error(rf.get("/zoeken?q=Veldkamp"))

    [line] = logged
    stack: list[Any] = line["stack"]
    assert (answer.status_code, line["event"], line["status"]) == (500, "request failed", 500)
    assert stack[0] == "RuntimeError"
    assert "IntegrityError" in stack
    assert any(frame.endswith(" insert") for frame in stack)
    assert "Veldkamp" not in str(logged)
