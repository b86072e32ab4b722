"""The door of the editor: who comes in, to which of Wagtail's pages, under which headers.

Wagtail brings pages for accounts, groups, sites, workflows and reports; roles of ours decide those things, or they
show titles of other regions. So what is open is a list, and all else does not exist: for administrators as well.
"""

from collections.abc import Callable
from functools import wraps
from typing import cast

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.clickjacking import xframe_options_sameorigin

from leerwerk.kernel import clock
from leerwerk.knowledge.actions.editors import sync_editor
from leerwerk.knowledge.rules import EDITORS
from leerwerk.web.actor import actor_of

View = Callable[..., HttpResponse]

# Wagtail's own scripts and styles are from our host, but some stand within its pages. The preview is a frame.
POLICY = {
    "default-src": [NONE],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [SELF],
    "object-src": [NONE],
}
MACHINERY = {
    "wagtailadmin_home",
    "wagtailadmin_sprite",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_dismissibles",
    "wagtailadmin_logout",
    "wagtailadmin_editing_sessions:ping",
    "wagtailadmin_editing_sessions:release",
}
PAGES = {
    "wagtailadmin_explore",
    "wagtailadmin_explore_results",
    "wagtailadmin_explore_root",
    *(
        f"wagtailadmin_pages:{name}"
        for name in (
            "add",
            "add_subpage",
            "collect_workflow_action_data",
            "confirm_workflow_cancellation",
            "delete",
            "edit",
            "history",
            "history_results",
            "preview_on_add",
            "preview_on_edit",
            "revisions_compare",
            "revisions_revert",
            "revisions_view",
            "search",
            "search_results",
            "unpublish",
            "view_draft",
            "workflow_action",
            "workflow_history",
            "workflow_history_detail",
            "workflow_preview",
        )
    ),
}
PICTURES = {
    *(
        f"wagtailimages:{name}"
        for name in (
            "add",
            "add_multiple",
            "create_multiple_from_uploaded_image",
            "delete",
            "delete_multiple",
            "delete_upload_multiple",
            "edit",
            "edit_multiple",
            "index",
            "index_results",
        )
    ),
    *(
        f"wagtailimages_chooser:{name}"
        for name in ("choose", "choose_results", "chosen", "chosen_multiple", "create")
    ),
}
OPEN = frozenset(MACHINERY | PAGES | PICTURES)
# Where Wagtail has a page for what we do elsewhere.
ELSEWHERE = {"wagtailadmin_account": "mfa_index", "wagtailadmin_login": "start"}


def behind_the_door(view: View) -> View:
    """Let a view of Wagtail be reached by editors only, and only when it is on the list."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        actor = actor_of(request)
        if not any(actor.has(role) for role in EDITORS):
            raise PermissionDenied
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in ELSEWHERE:
            return redirect(ELSEWHERE[name])
        if name not in OPEN:
            raise Http404
        sync_editor(actor=actor, now=clock.now())
        return view(request, *args, **kwargs)

    return cast("View", xframe_options_sameorigin(csp_replace(POLICY)(guarded)))
