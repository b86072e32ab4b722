"""Who may write, check and publish which section: pure decisions. A section is a region's code, "" the nation's."""

from leerwerk.kernel.actor import Actor

NATIONAL = ""
WRITERS = ("ADVISER",)
CHECKERS = ("COORDINATOR",)
NATIONAL_CHECKERS = ("PROGRAMME", "ADMIN")
EDITORS = (*WRITERS, *CHECKERS, *NATIONAL_CHECKERS)


def sections_checked(actor: Actor) -> frozenset[str]:
    """Sections in which the actor may publish: of the regions that somebody coordinates, or the national one."""
    regions = frozenset(code for role in CHECKERS for code in actor.scope_ids(role, "region"))
    is_national = any(actor.has(role) for role in NATIONAL_CHECKERS)
    return regions | ({NATIONAL} if is_national else frozenset())


def sections_written(actor: Actor) -> frozenset[str]:
    """Sections in which the actor may write; who checks writes too."""
    written = frozenset(code for role in WRITERS for code in actor.scope_ids(role, "region"))
    return written | sections_checked(actor)


def may_approve(*, may_change: bool, may_publish: bool, checker_id: int, writer_ids: frozenset[int]) -> bool:
    """Whether somebody may approve a text: who may publish, or a colleague who did not write or submit it."""
    return may_publish or (may_change and checker_id not in writer_ids)


def may_show_picture(*, picture_region_id: int | None, page_region_id: int | None) -> bool:
    """Whether a page may show a picture: its own region's, or one of the nation."""
    return picture_region_id is None or picture_region_id == page_region_id
