"""What has to be done every night, or every minute, is on the clock of the worker."""

import pytest
from procrastinate.contrib.django import app

pytestmark = pytest.mark.unit

# Whoever adds data of people adds the job that forgets it here.
FORGETTING = {
    "casework.close_for_employers",
    "casework.finish_farewells",
    "casework.forget_expired",
    "casework.forget_visitors",
    "contact.forget_expired",
    "kernel.clear_up",
    "matching.forget_old_rounds",
    "public.drop_old_exports",
    "search.forget",
}
MAILING = {"casework.remind_visitors", "kernel.pick_up_forgotten_mail", "search.mail_new_places"}
TENDING = {"kernel.tend_queue", "matching.refresh_market", "search.take_in"}


def test_forgetting_mailing_and_tending_are_on_the_clock() -> None:
    on_the_clock = {name for name, _id in app.periodic_registry.periodic_tasks}

    assert on_the_clock >= FORGETTING | MAILING | TENDING


def test_whatever_is_called_forgetting_is_on_the_clock() -> None:
    named = {name for name in app.tasks if "forget" in name or "drop_old" in name or "clear" in name}

    assert named <= {name for name, _id in app.periodic_registry.periodic_tasks}
