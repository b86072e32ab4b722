"""Is this installation fit for production? Every finding is one Dutch sentence with its remedy."""

import os
from collections.abc import Iterator

from leerwerk.config import paths, production
from leerwerk.config.postgres_programs import NoDatabase


def findings() -> Iterator[str]:
    """What is missing or needs a person; nothing when all is well."""
    missing = production.missing_settings(os.environ)
    yield from missing
    if paths.mode() != "production":
        yield f"Deze installatie staat op '{paths.mode()}': zet LEERWERK_MODE=production."
    elif missing:
        return  # Django does not start without these
    try:
        from leerwerk.config.boot import prepare_django  # noqa: PLC0415

        prepare_django()
    except NoDatabase as refusal:
        yield str(refusal)
        return
    yield from _findings_of_django()


def _findings_of_django() -> Iterator[str]:
    from django.conf import settings  # noqa: PLC0415
    from django.core import checks  # noqa: PLC0415

    from leerwerk.config import health  # noqa: PLC0415

    in_production = paths.mode() == "production"
    if settings.STAFF_MFA == "optional":
        yield "LEERWERK_STAFF_MFA staat op 'optional': wie dossiers ziet, hoort zich met een tweede stap aan te melden."
    for message in checks.run_checks(include_deployment_checks=in_production):
        if message.level >= checks.WARNING:
            yield f"{message.id}: {message.msg}"
    if not health.database_answers():
        yield "De database antwoordt niet: kijk of die draait en of DATABASE_URL klopt."
        return
    if pending := health.pending_migrations():
        yield f"{len(pending)} migraties zijn niet uitgevoerd: leerwerk manage migrate."
        return
    if not health.market_is_present():
        yield "De markt ontbreekt, zodat zoeken en matchen niet kunnen: leerwerk market build."
    yield from _findings_of_the_queue()


def _findings_of_the_queue() -> Iterator[str]:
    from leerwerk.kernel.outbox import parked_mails  # noqa: PLC0415
    from leerwerk.kernel.queue import failed_jobs, is_worker_alive  # noqa: PLC0415

    if parked := parked_mails():
        yield f"{parked} mails zijn niet te verzenden: kijk in het beheer bij uitgaande mail."
    for name, count in failed_jobs().items():
        yield f"{count} taken van {name} zijn mislukt: kijk in het beheer bij Procrastinate."
    if not is_worker_alive():
        yield "Er draait geen worker, zodat mail blijft liggen: leerwerk worker."
