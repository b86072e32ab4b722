"""The tree of sections with their collections, groups and workflow: made from the regions, again and again."""

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import connection, transaction
from django.utils.text import slugify
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from leerwerk.kernel.actor import Actor
from leerwerk.kernel.refusal import Refusal
from leerwerk.knowledge.models import SectionPage
from leerwerk.knowledge.rules import NATIONAL
from leerwerk.knowledge.workflow import CheckTask
from leerwerk.network.models import Region

SECTIONS_LOCK = 716_002
WRITE, CHECK = "schrijven", "nakijken"
PAGE_PERMISSIONS = {WRITE: ("add_page", "change_page"), CHECK: ("add_page", "change_page", "publish_page")}
PICTURE_PERMISSIONS = ("add_image", "change_image", "choose_image")


class SectionsRefused(Refusal):
    """Sections were not made; `code` says why."""


def group_name(section: str, part: str) -> str:
    """How the group of a section is known: "redactie AM05 schrijven"."""
    return f"redactie {section or 'landelijk'} {part}"


@transaction.atomic
def prepare_sections(*, actor: Actor) -> int:
    """Make what is missing for the nation and each present region; how many sections are new."""
    if not actor.is_system:
        raise SectionsRefused("NOT_ALLOWED")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SECTIONS_LOCK])
    root = _root()
    known = set(SectionPage.objects.values_list("region__code", flat=True))
    nation = [] if None in known else [None]
    missing = nation + [each for each in Region.objects.current() if each.code not in known]
    for region in missing:
        _make_section(root, region)
    if missing:
        _tidy(root)
    return len(missing)


def _root() -> Page:
    """Where all sections hang. Wagtail's migrations make it; a database that was emptied has lost it."""
    root = Page.get_first_root_node()
    if root is None:
        Locale.objects.get_or_create(
            language_code=get_supported_content_language_variant(settings.LANGUAGE_CODE)
        )
        Collection.add_root(name="Root")
        root = Page.add_root(instance=Page(title="Root", slug="root"))
        Site.objects.create(hostname="localhost", root_page=root, is_default_site=True)
    return root


def _make_section(root: Page, region: Region | None) -> None:
    name = region.name if region else "Landelijk"
    shelf = Collection.get_first_root_node()
    collection = shelf.add_child(instance=Collection(name=name))
    section = SectionPage(
        title=name,
        slug=f"redactie-{slugify(name)}",
        region=region,
        collection=collection,
        show_in_menus=False,
    )
    root.refresh_from_db()
    root.add_child(instance=section)
    for part, codes in PAGE_PERMISSIONS.items():
        group, _is_new = Group.objects.get_or_create(
            name=group_name(region.code if region else NATIONAL, part)
        )
        group.permissions.add(_permission("wagtailadmin", "access_admin"))
        GroupPagePermission.objects.bulk_create(
            GroupPagePermission(group=group, page=section, permission=_permission("wagtailcore", code))
            for code in codes
        )
        GroupCollectionPermission.objects.bulk_create(
            GroupCollectionPermission(
                group=group, collection=collection, permission=_permission("wagtailimages", code)
            )
            for code in PICTURE_PERMISSIONS
        )
    if region is not None:
        _lend_national_pictures(region)


def _lend_national_pictures(region: Region) -> None:
    """Pictures of the nation may be chosen everywhere."""
    national = SectionPage.objects.get(region=None).collection
    for part in PAGE_PERMISSIONS:
        GroupCollectionPermission.objects.create(
            group=Group.objects.get(name=group_name(region.code, part)),
            collection=national,
            permission=_permission("wagtailimages", "choose_image"),
        )


def _permission(app: str, code: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=code)


def _tidy(root: Page) -> None:
    """One workflow for all sections, and nothing left of what Wagtail puts down as a beginning."""
    Site.objects.update(root_page=root)
    for example in Page.objects.child_of(root).exclude(pk__in=SectionPage.objects.values("pk")):
        example.delete()
    Group.objects.filter(name__in=("Editors", "Moderators")).delete()
    if not CheckTask.objects.exists():
        WorkflowPage.objects.all().delete()
        Workflow.objects.all().delete()
        workflow = Workflow.objects.create(name="Nakijken en publiceren")
        task = CheckTask.objects.create(name="Nakijken")
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
        WorkflowPage.objects.create(workflow=workflow, page=root)
