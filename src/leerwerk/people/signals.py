"""Two of the three signals that go up through the house; sent after the commit."""

from django.dispatch import Signal

person_erased = Signal()
"""client_id, now: what still points at the person must let go."""

consent_withdrawn = Signal()
"""client_id, purpose, now: what rested on the consent must stop."""
