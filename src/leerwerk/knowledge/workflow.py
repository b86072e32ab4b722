"""Draft → check → publish: the one step of the workflow, and who may take it."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState
from wagtail.permissions import page_permission_policy

from leerwerk.knowledge.rules import may_approve


class CheckTask(Task):
    """Somebody else reads the text, or who may publish does. While it is being checked its writer cannot change it."""

    class Meta:
        app_label = "knowledge"
        verbose_name = _("nakijken")

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        """Who may check may look."""
        return self._may_approve(obj, user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """What is being checked stays as it was sent, but for who checks."""
        return not self._may_approve(obj, user)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """Send back with a remark, or approve: then it is published."""
        if not self._may_approve(obj, user):
            return []
        return [
            ("reject", _("Terug naar de schrijver"), True),
            ("approve", _("Goedkeuren en publiceren"), False),
        ]

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> None:
        """The buttons are not the gate: a post is judged again."""
        if self._may_approve(task_state.workflow_state.content_object, user):
            super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: Any, **_more: Any) -> QuerySet[TaskState]:
        """What waits for this user, for the front page of the editor."""
        pages = page_permission_policy.instances_user_has_permission_for(user, "change")
        waiting = self.task_states.filter(
            status=TaskState.STATUS_IN_PROGRESS,
            workflow_state__object_id__in=[str(pk) for pk in pages.values_list("pk", flat=True)],
        ).select_related("workflow_state")
        mine = [each.pk for each in waiting if self._may_approve(each.workflow_state.content_object, user)]
        return TaskState.objects.filter(pk__in=mine)

    @classmethod
    def get_description(cls) -> str:
        return str(_("Een collega of de coördinator leest het verhaal na."))

    def _may_approve(self, page: Any, user: Any) -> bool:
        permissions = page.permissions_for_user(user)
        state = page.current_workflow_state
        writers = {page.latest_revision.user_id if page.latest_revision else None}
        writers.add(state.requested_by_id if state else None)
        return may_approve(
            may_change=page_permission_policy.user_has_permission_for_instance(user, "change", page),
            may_publish=permissions.can_publish(),
            checker_id=user.pk,
            writer_ids=frozenset(each for each in writers if each is not None),
        )
