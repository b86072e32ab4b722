"""The editor of stories and news (`/redactie/`): Wagtail's, behind our own door."""
