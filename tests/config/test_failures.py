from typing import Any

import pytest
import structlog
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
    frames: list[Any] = line["frames"]
    assert (answer.status_code, line["event"], line["status"]) == (500, "request failed", 500)
    assert frames[0] == "RuntimeError"
    assert "IntegrityError" in frames
    assert any(frame.endswith(" insert") for frame in frames)
    assert "Veldkamp" not in str(logged)
    # As the demo writes it, to which some names mean something.
    written = structlog.dev.ConsoleRenderer()(None, "error", {**line})
    assert "request failed" in str(written)
