"""Save a question by mail address alone, and change or stop the mail by the signed links in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from leerwerk.kernel.actor import ANONYMOUS
from leerwerk.kernel.clock import now
from leerwerk.network.models import Region
from leerwerk.search.actions.saved import (
    change_frequency,
    confirm_search,
    delete_saved_search,
    kept_until,
    pause_search,
    resume_search,
    save_search,
)
from leerwerk.search.enums import Frequency
from leerwerk.search.links import CONFIRM, CONFIRM_AGE, MANAGE, STOP, manage_path, question_url
from leerwerk.search.models import SavedSearch
from leerwerk.search.naming import filters_sentence, name_of
from leerwerk.search.parameters import parameters_of
from leerwerk.search.saved import described, saved_search
from leerwerk.search.spots import Spot, find_spot
from leerwerk.web.answers import MISTYPED, see_other
from leerwerk.web.public.questions import Choices, address_of, read_question
from leerwerk.web.public.saved_forms import FrequencyForm, SaveForm
from leerwerk.web.signed import Ask, LinkRefused, ask_page, signed_link
from leerwerk.web.site import site_of

NEW, SENT = "nieuw", "verstuurd"


@require_http_methods(["GET", "HEAD", "POST"])
def save(request: HttpRequest) -> HttpResponse:
    """The form for the question in the address; afterwards it says to look in the mail, and never to whom."""
    choices = Choices(tuple(Region.objects.current()), site_of(request).region)
    question = replace(read_question(request.GET, choices), page=1, sort="relevance")
    spot = find_spot(question.where)
    form = SaveForm(request.POST if request.method == "POST" else None, request=request)
    is_nowhere = bool(question.where) and spot == Spot()
    if not is_nowhere and form.is_valid():
        save_search(
            email=form.cleaned_data["email"],
            parameters=parameters_of(question, choices).urlencode(),
            region=choices.home,
            frequency=Frequency(form.cleaned_data["frequency"]),
            now=now(),
            language=get_language() or "nl",
        )
        address = address_of(question, choices, "public:save_search")
        return see_other(f"{address}{'&' if '?' in address else '?'}{SENT}=1")
    context = {
        "form": form,
        "name": name_of(question, spot, choices.regions),
        "filters": filters_sentence(question),
        "is_sent": SENT in request.GET,
        "is_nowhere": is_nowhere,
        "where": question.where,
        "search_url": address_of(question, choices),
    }
    return render(request, "public/saved/save.html", context, status=MISTYPED if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_link(CONFIRM, max_age=CONFIRM_AGE)
def confirm(request: HttpRequest, value: object) -> HttpResponse:
    """Ask once more; the button confirms."""
    row = _row(value)
    if request.method == "POST":
        with _still_there():
            confirm_search(saved=row, actor=ANONYMOUS, now=now())
        return see_other(f"{manage_path(row)}?{NEW}=1")
    saved = described(row)
    title = _("Mail over nieuwe plekken: %(name)s") % {"name": saved.name}
    text = {
        Frequency.DAILY: _(
            "Je krijgt hooguit één mail per dag, en alleen als er iets nieuws is. Stoppen kan altijd."
        ),
        Frequency.WEEKLY: _(
            "Je krijgt hooguit één mail per week, en alleen als er iets nieuws is. Stoppen kan altijd."
        ),
    }[Frequency(row.frequency)]
    return ask_page(request, Ask(title, text, _("Ja, mail mij")))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_link(MANAGE)
def saved(request: HttpRequest, value: object) -> HttpResponse:
    """The question and its mail: how often, pause, go on, stop."""
    row = _row(value)
    if request.method != "POST":
        return _page(request, row, FrequencyForm(initial={"frequency": row.frequency}))
    if "stoppen" in request.POST:
        delete_saved_search(saved=row, actor=ANONYMOUS, now=now())
        return render(request, "public/saved/stopped.html")
    with _still_there():
        if "pauze" in request.POST:
            pause_search(saved=row, actor=ANONYMOUS, now=now())
        elif "verder" in request.POST:
            resume_search(saved=row, actor=ANONYMOUS, now=now())
        else:
            form = FrequencyForm(request.POST)
            if not form.is_valid():
                return _page(request, row, form, MISTYPED)
            wanted = Frequency(form.cleaned_data["frequency"])
            change_frequency(saved=row, frequency=wanted, actor=ANONYMOUS, now=now())
    return see_other(f"{request.path}?{SENT}=1")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@signed_link(STOP)
def stop(request: HttpRequest, value: object) -> HttpResponse:
    """Stop the mail: by the button, or by a mail program that knows no cookie (RFC 8058). Twice is fine."""
    row = SavedSearch.objects.filter(number=str(value)).first()
    if row is None:
        return render(request, "public/saved/stopped.html")
    if request.method == "POST":
        delete_saved_search(saved=row, actor=ANONYMOUS, now=now())
        return render(request, "public/saved/stopped.html")
    ask = Ask(
        _("Wil je deze mail niet meer?"),
        _("Je krijgt dan geen mail meer over: %(name)s. We wissen je mailadres en je zoekvraag.")
        % {"name": described(row).name},
        _("Ja, stop deze mail"),
    )
    return ask_page(request, ask)


@contextmanager
def _still_there() -> Iterator[None]:
    """What was wiped meanwhile, in another window or by its term, is told as such."""
    try:
        yield
    except SavedSearch.DoesNotExist as gone:
        raise LinkRefused("SEARCH_FORGOTTEN") from gone


def _row(value: object) -> SavedSearch:
    with _still_there():
        return saved_search(str(value))


def _page(request: HttpRequest, row: SavedSearch, form: FrequencyForm, status: int = 200) -> HttpResponse:
    context = {
        "saved": described(row),
        "row": row,
        "form": form,
        "is_new": NEW in request.GET,
        "is_changed": SENT in request.GET,
        "search_url": question_url(row, site_of(request)),
        "kept_until": kept_until(row),
    }
    return render(request, "public/saved/page.html", context, status=status)
