"""What the public site leaves for later: the large files that somebody takes along."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from leerwerk.accounts.models import User
from leerwerk.kernel import clock
from leerwerk.kernel.links import make_token
from leerwerk.kernel.outbox import send_mail
from leerwerk.kernel.parcels import drop_old_parcels, keep_parcel
from leerwerk.kernel.queue import periodic, task
from leerwerk.network.sites import NATIONAL, absolute

EXPORT = "mijn.export"


@task(name="public.export_for_later")
def export_for_later(user_id: int, language: str) -> None:
    """Make the zip with everything, and mail where it can be fetched."""
    from leerwerk.web.public.mijn.export import make_zip  # noqa: PLC0415  (it walks all models, which are there by now)

    user = User.objects.filter(pk=user_id, is_citizen=True).first()
    if user is None:
        return
    with override(language):
        name = keep_parcel(make_zip(user.email, clock.now()))
        url = absolute(NATIONAL, reverse("public:mijn_fetch", args=[make_token(EXPORT, [name, user.pk])]))
        subject = _("Je gegevens staan klaar")
        context = {"subject": subject, "url": url}
        send_mail(
            to=user.email,
            subject=subject,
            text=render_to_string("public/mijn/mail/export.txt", context),
            html=render_to_string("public/mijn/mail/export.html", context),
            now=clock.now(),
        )


@periodic("10 3 * * *")
@task(name="public.drop_old_exports", queueing_lock="public.drop_old_exports")
def drop_old_exports(timestamp: int) -> int:
    """Throw away at night what was not fetched within two days."""
    return drop_old_parcels(clock.now())
