"""Listens to what Wagtail's editor does: keeps our own log, makes pictures, and mails who has to check."""

from typing import Any

from django.db.models.signals import post_save
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import (
    page_published,
    page_unpublished,
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from leerwerk.accounts.models import User
from leerwerk.kernel import audit, clock
from leerwerk.kernel.actor import SYSTEM, Actor
from leerwerk.kernel.queue import enqueue
from leerwerk.knowledge.actions.notices import tell_checkers, tell_writer
from leerwerk.knowledge.actions.pictures import make_renditions
from leerwerk.knowledge.models import Item, Picture
from leerwerk.knowledge.tasks import render_picture

# Wagtail mails within the request, and to groups that may be out of date. Its receivers, by their own names:
WAGTAILS_MAIL = (
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
)


def connect() -> None:
    """Called once, when the app is ready, after those of Wagtail."""
    for signal, sender, name in WAGTAILS_MAIL:
        signal.disconnect(sender=sender, dispatch_uid=name)
    page_published.connect(_on_published, dispatch_uid="knowledge.published")
    page_unpublished.connect(_on_unpublished, dispatch_uid="knowledge.unpublished")
    post_save.connect(_on_picture, sender=Picture, dispatch_uid="knowledge.picture")
    workflow_submitted.connect(_on_submitted, dispatch_uid="knowledge.submitted")
    workflow_approved.connect(_on_answered, dispatch_uid="knowledge.approved")
    workflow_rejected.connect(_on_answered, dispatch_uid="knowledge.rejected")


def _on_published(sender: Any, *, instance: Any, revision: Any = None, **_more: Any) -> None:
    if not isinstance(instance, Item):
        return
    for picture in instance.pictures():
        make_renditions(picture=picture)
    _record("page.publish", instance, revision.user if revision else None)


def _on_unpublished(sender: Any, *, instance: Any, **_more: Any) -> None:
    if isinstance(instance, Item):
        _record("page.unpublish", instance, None)


def _on_picture(sender: Any, *, instance: Picture, **_more: Any) -> None:
    enqueue(render_picture, picture_id=instance.pk)


def _on_submitted(sender: Any, *, instance: WorkflowState, user: User | None, **_more: Any) -> None:
    tell_checkers(page=instance.content_object.specific, writer=user, now=clock.now())


def _on_answered(sender: Any, *, instance: WorkflowState, user: User | None, **_more: Any) -> None:
    tell_writer(state=instance, checker=user, now=clock.now())


def _record(action: str, page: Any, user: User | None) -> None:
    audit.record(
        actor=Actor(user_id=user.pk, name=user.name) if user else SYSTEM,
        action=action,
        subject=f"{page._meta.label_lower}:{page.pk}",
        now=clock.now(),
        details={"title": page.title, "region": page.region.code if page.region else ""},
    )
