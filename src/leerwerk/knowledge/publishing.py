"""The end of the workflow. Wagtail loads this while its models load, so nothing of Wagtail is imported here."""

from typing import Any


def publish_checked(workflow_state: Any, user: Any = None) -> None:
    """What is approved goes online, also when a colleague approved it who may not publish without a check."""
    workflow_state.content_object.get_latest_revision().publish(user=user, skip_permission_checks=True)
