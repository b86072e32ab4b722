"""What the kernel lets go of somebody who asks to be erased. The log stays: it says who did what, not who it was."""

from django.db.models import Q

from leerwerk.kernel.enums import MailStatus
from leerwerk.kernel.models import OutboxMail


def forget_mails_to(address: str) -> int:
    """Delete what is kept of mails to an address that have left or got stuck; how many."""
    gone = Q(status__in=(MailStatus.SENT, MailStatus.PARKED))
    return OutboxMail.objects.filter(gone, to__iexact=address).delete()[0] if address else 0
