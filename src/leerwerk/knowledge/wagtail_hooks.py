"""What Wagtail's editor shows: the section of whoever works there, pictures, and nothing that is decided elsewhere."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet

OURS = {"sections", "images"}
NO_BUTTONS = {"move", "copy", "sort-menu-order", "usage", "page-privacy"}


@hooks.register("register_admin_menu_item")
def sections_item() -> MenuItem:
    """Stories and news of one's own section; with several sections the list of those."""
    return MenuItem(
        _("Verhalen en nieuws"),
        reverse("wagtailadmin_explore_root"),
        name="sections",
        icon_name="doc-full",
        order=100,
    )


@hooks.register("construct_admin_api")
def name_for_documents(router: Any) -> None:
    """We have no documents, but the pages of the editor name where they would be listed. The door keeps it shut."""
    router.register_endpoint("documents", ImagesAdminAPIViewSet)


@hooks.register("construct_main_menu", order=1000)
def keep_ours(request: HttpRequest, items: list[Any]) -> None:
    """No settings, reports or help: what they lead to is not open here."""
    items[:] = [each for each in items if each.name in OURS]


@hooks.register("construct_homepage_summary_items", order=1000)
def no_totals(request: HttpRequest, items: list[Any]) -> None:
    """Totals of the whole site say nothing to one region."""
    items.clear()


class EditorsStart(Component):
    """How a text comes online, and where to begin."""

    name = "editors_start"
    order = 50
    template_name = "knowledge/editors_start.html"


@hooks.register("construct_homepage_panels")
def say_how_it_works(request: HttpRequest, panels: list[Any]) -> None:
    """The front page of the editor begins with what can be done there; below it what waits for somebody."""
    panels.append(EditorsStart())


@hooks.register("construct_page_action_menu", order=1000)
def no_scheduling(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Locking is for larger newsrooms than ours."""
    items[:] = [each for each in items if each.name not in {"action-page-locked"}]


@hooks.register("construct_page_listing_buttons", order=1000)
def few_buttons(buttons: list[Any], page: Any, user: Any, context: Any = None) -> None:
    """A page stays in its section: it is neither moved nor copied elsewhere."""
    buttons[:] = [each for each in buttons if getattr(each, "url_name", "") not in NO_BUTTONS]
