"""How the pages of staff and employers answer: found or not, posted or not, a page of a list."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, Generic, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise

from leerwerk.web.ui.paging import Paging, page_number

T = TypeVar("T")
View = Callable[..., HttpResponse]
SEE_OTHER = 303
REFUSED = 409
MISTYPED = 422
PAGE_SIZE = 25


def found(read: Callable[..., T], **asked: Any) -> T:
    """What a read gives; what does not exist for this actor is a page that does not exist."""
    try:
        return read(**asked)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing


def post_from(page: str, *, keep: tuple[str, ...] = ("pk",)) -> Callable[[View], View]:
    """A view that only takes posts: whoever reloads or shares its address gets the page that has the form.

    `keep` names what of its address stands in that of the page too.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **given: Any) -> HttpResponse:
            if request.method != "POST":
                kept = {name: value for name, value in given.items() if name in keep}
                return HttpResponseRedirect(reverse(page, kwargs=kept))
            return view(request, **given)

        return guarded

    return wrap


def see_other(address: str) -> HttpResponse:
    """After a post: look at a page, by a GET and not by the same post again."""
    answer = HttpResponseRedirect(address)
    answer.status_code = SEE_OTHER
    return answer


@dataclass(frozen=True)
class Listing(Generic[T]):
    """The rows of one page of a list."""

    rows: Sequence[T]
    paging: Paging


def listing(rows: QuerySet[Any], request: HttpRequest, size: int = PAGE_SIZE) -> Listing[Any]:
    """The page that the address asks for (`pagina`); beyond the last page is the last."""
    total = rows.count()
    asked = Paging(page_number(request.GET.get("pagina")), size, total)
    paging = Paging(min(asked.number, asked.pages), size, total)
    start = (paging.number - 1) * size
    return Listing(list(rows[start : start + size]), paging)


@dataclass(frozen=True)
class Option:
    """A choice among filters, drawn by the component `facet`."""

    value: str
    label: str
    is_selected: bool
    count: int | None = None


@dataclass(frozen=True)
class Chip:
    """A filter in use, with the address that takes it away; `is_posted` when only a post does."""

    label: str
    url: str
    is_posted: bool = False


def chips(request: HttpRequest, labels: Mapping[str, str | Promise]) -> list[Chip]:
    """A chip for each filter of the address that has a label."""
    return [Chip(str(label), _without(request, name)) for name, label in labels.items() if label]


def _without(request: HttpRequest, name: str) -> str:
    query = request.GET.copy()
    for gone in (name, "pagina"):
        query.pop(gone, None)
    return f"?{query.urlencode()}"
