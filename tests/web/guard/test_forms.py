"""Forms that anybody may post: a visitor gets through, with and without JavaScript; a program does not."""

from typing import Any

import pytest
from django import forms
from django.core import signing
from django.core.cache import cache
from django.test import RequestFactory

from leerwerk.kernel.clock import now
from leerwerk.web.guard import GuardedForm
from leerwerk.web.guard.widgets import Ticket
from tests.web.guard.solving import fresh_fields

pytestmark = pytest.mark.unit
PHONE, OTHER, PROXY = "86.80.1.2", "86.80.1.3", "10.0.0.1"


class ContactForm(GuardedForm):
    """What a visitor types."""

    mail_field = "email"
    email = forms.EmailField(label="E-mail")


def posted(fields: dict[str, Any], *, address: str = PHONE, email: str = "iris@example.nl") -> ContactForm:
    request = RequestFactory(REMOTE_ADDR=address).post("/vraag")
    return ContactForm({"email": email} | fields, request=request)


def shown_ago(seconds: float) -> str:
    return signing.dumps([f"sign-{seconds}", int(now().timestamp() - seconds)], salt=Ticket.salt)


def codes(form: ContactForm) -> list[str]:
    form.full_clean()
    return [str(error.code) for error in form.non_field_errors().as_data()]


def test_visitor_with_a_solution_gets_through() -> None:
    form = posted(fresh_fields())
    assert (form.is_valid(), form.is_proven) == (True, True)


def test_visitor_without_javascript_gets_through_after_a_moment() -> None:
    form = posted(fresh_fields(is_solved=False) | {"ticket": shown_ago(10)})
    assert (form.is_valid(), form.is_proven) == (True, False)


def test_program_that_posts_at_once_without_a_solution_is_refused() -> None:
    assert codes(posted(fresh_fields(is_solved=False))) == ["FORM_TOO_FAST"]


def test_program_that_never_saw_the_form_is_refused() -> None:
    assert codes(posted({})) == ["NO_TICKET"]
    assert codes(posted({"ticket": "x:y:z"})) == ["NO_TICKET"]
    forged = signing.dumps("not what we wrote", salt=Ticket.salt)
    assert codes(posted({"ticket": forged})) == ["NO_TICKET"]


def test_field_that_people_do_not_see_gives_a_program_away() -> None:
    form = posted(fresh_fields() | {"nickname": "http://spam.example"})
    assert codes(form) == ["HONEYPOT"]
    assert 'name="nickname" value=""' in str(form["nickname"])


def test_solution_counts_once() -> None:
    first = fresh_fields()
    assert posted(first).is_valid()
    assert codes(posted(first)) == ["REPLAYED"]
    assert codes(posted(fresh_fields() | {"proof": first["proof"]})) == ["REPLAYED"]


def test_ticket_counts_once_too_without_a_solution() -> None:
    fields = fresh_fields(is_solved=False) | {"ticket": shown_ago(10)}
    assert posted(fields).is_valid()
    assert codes(posted(fields)) == ["POSTED_BEFORE"]


@pytest.mark.parametrize(
    "proof", ["x", "bm90IGpzb24=", "W10=", "e30=", "eyJjaGFsbGVuZ2UiOiBbMV19", "A" * 9000]
)
def test_solution_that_is_made_up_is_refused(proof: str) -> None:
    assert codes(posted(fresh_fields() | {"proof": proof})) == ["FORGED"]


def test_old_solution_is_as_none(settings: Any) -> None:
    settings.ALTCHA_CHALLENGE_EXPIRE = -60_000
    form = posted(fresh_fields() | {"ticket": shown_ago(3000)})
    assert (form.is_valid(), form.is_proven) == (True, False)


def test_form_of_yesterday_is_shown_anew() -> None:
    assert codes(posted(fresh_fields() | {"ticket": shown_ago(25 * 3600)})) == ["FORM_TOO_OLD"]


def test_typing_error_uses_nothing_up() -> None:
    fields = fresh_fields()
    assert not posted(fields, email="iris").is_valid()
    assert posted(fields).is_valid()


def test_what_was_typed_stays_and_the_guard_is_fresh() -> None:
    fields = fresh_fields()
    form = posted(fields | {"nickname": "x"})
    assert not form.is_valid()
    drawn = form.as_p()
    assert "iris@example.nl" in drawn
    assert fields["ticket"] not in drawn
    assert fields["proof"] not in drawn


def test_address_without_solutions_may_post_five_times_an_hour() -> None:
    def post(number: int, address: str) -> ContactForm:
        fields = fresh_fields(is_solved=False) | {"ticket": shown_ago(10 + number)}
        return posted(fields, address=address, email=f"{number}@example.nl")

    assert all(post(number, PHONE).is_valid() for number in range(5))
    assert codes(post(5, PHONE)) == ["TOO_MANY_POSTS"]
    assert post(6, OTHER).is_valid()
    assert posted(fresh_fields(), email="7@example.nl").is_valid(), "with a solution there is room yet"


def test_proxy_that_nobody_told_us_about_does_not_lock_everybody_out() -> None:
    for number in range(20):
        fields = fresh_fields(is_solved=False) | {"ticket": shown_ago(10 + number)}
        assert posted(fields, address=PROXY, email=f"{number}@example.nl").is_valid()


def test_mailbox_gets_eight_mails_a_day_from_whatever_address() -> None:
    taken = [posted(fresh_fields(), address=f"86.80.2.{n}", email="Iris@example.nl") for n in range(8)]
    assert all(form.is_valid() for form in taken)
    assert codes(posted(fresh_fields())) == ["TOO_MANY_MAILS"]


def test_guard_that_cannot_count_refuses_gently(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: Any, **kwargs: Any) -> bool:
        raise ConnectionError

    monkeypatch.setattr(cache, "add", away)
    form = posted(fresh_fields())
    assert codes(form) == ["CANNOT_COUNT"]
    assert "iris@example.nl" in form.as_p()


def test_form_that_is_only_shown_counts_nothing() -> None:
    form = ContactForm(request=RequestFactory().get("/vraag"))
    assert not form.errors
    assert [field.name for field in form.visible_fields()] == ["email"]
