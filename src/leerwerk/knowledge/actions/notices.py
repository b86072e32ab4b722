"""Mail around checking: to who may publish, and back to who wrote. It leaves by the outbox."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from leerwerk.accounts.models import User
from leerwerk.kernel.outbox import send_mail
from leerwerk.knowledge.models import Item
from leerwerk.knowledge.rules import CHECKERS, NATIONAL_CHECKERS
from leerwerk.network.models import Membership


def tell_checkers(*, page: Item, writer: User | None, now: datetime) -> int:
    """Mail everybody who may publish in the page's section, but the writer; how many mails."""
    told = _checkers(page, now).exclude(pk=writer.pk if writer else None)
    subject = _("Na te kijken: %(title)s") % {"title": page.title}
    for user in told:
        _send(user, subject, "to_check", page, now, who=writer.name if writer else "")
    return len(told)


def tell_writer(*, state: WorkflowState, checker: User | None, now: datetime) -> bool:
    """Mail who asked for the check what came of it, unless it was the same person."""
    writer, page = state.requested_by, state.content_object.specific
    if writer is None or writer == checker:
        return False
    is_approved = state.status == WorkflowState.STATUS_APPROVED
    subject = _("Gepubliceerd: %(title)s") if is_approved else _("Terug voor een aanpassing: %(title)s")
    remark = state.current_task_state.comment if state.current_task_state else ""
    _send(
        writer,
        subject % {"title": page.title},
        "answered",
        page,
        now,
        who=checker.name if checker else "",
        is_approved=is_approved,
        remark=remark,
    )
    return True


def _checkers(page: Item, now: datetime) -> QuerySet[User]:
    members = Membership.objects.valid_on(now.date())
    if page.region_id is None:
        members = members.filter(role__in=NATIONAL_CHECKERS)
    else:
        members = members.filter(role__in=CHECKERS, region=page.region_id)
    return User.objects.filter(is_active=True, pk__in=members.values("user")).order_by("pk")


def _send(user: User, subject: str, template: str, page: Item, now: datetime, **facts: Any) -> None:
    url = f"{settings.BASE_URL}{reverse('wagtailadmin_pages:edit', args=[page.pk])}"
    context = {"page": page, "subject": subject, "url": url, **facts}
    send_mail(
        to=user.email,
        subject=subject,
        text=render_to_string(f"knowledge/mail/{template}.txt", context),
        html=render_to_string(f"knowledge/mail/{template}.html", context),
        now=now,
    )
