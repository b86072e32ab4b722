"""Questions that visitors asked at the desks with a brand, and interest in places there."""

from datetime import datetime, timedelta

from leerwerk.catalogue.enums import PlaceStatus
from leerwerk.catalogue.models import Place
from leerwerk.contact.enums import EmployerTopic, InterestStatus, QuestionStatus
from leerwerk.contact.models import Interest, Message, Question
from leerwerk.demo.desks import BRANDS
from leerwerk.demo.naming import PersonNames, address_part
from leerwerk.demo.sizes import dice
from leerwerk.network.enums import Role
from leerwerk.network.models import Membership, Region
from leerwerk.people.models import Correspondent

# What was asked, and what the desk answered ("" when it waits for an answer).
QUESTIONS = (
    ("Ik ben 34 en heb geen diploma. Kan ik nog leren lassen?", ""),
    ("Mijn zoon van 17 wil van school af en gaan werken. Kan dat met een leerwerkplek?", ""),
    (
        "Hoeveel verdien ik als ik BBL doe?",
        "Dat staat in de cao van je werkgever. Vaak is het het minimumloon of iets meer. "
        "Op de pagina van een plek zie je het loon, als de werkgever dat heeft gezegd.",
    ),
    (
        "Ik werk al tien jaar in een magazijn. Krijg ik daar iets voor als ik ga leren?",
        "Ja. Met een ervaringscertificaat laat je zien wat je al kunt. Dan kan je opleiding korter zijn. "
        "Kom langs of bel ons, dan kijken we samen.",
    ),
)
# What employers want to talk about: topic, company, and what they wrote.
EMPLOYERS = (
    (
        EmployerTopic.PLACE,
        "Installatiebedrijf Vonk",
        "Wij kunnen twee mensen opleiden tot monteur. Hoe zetten we die plekken online?",
    ),
    (
        EmployerTopic.LANGUAGE,
        "Bakkerij De Korenaar",
        "Vier van onze mensen willen beter Nederlands leren. Kan dat onder werktijd?",
    ),
)
MESSAGES = (
    "Ik heb altijd met mijn handen gewerkt en wil dit vak graag leren. Ik kan meteen beginnen.",
    "Kan ik een dag meelopen?",
    "",
)
CONSENT = "Ik vind het goed dat de werkgever mijn gegevens ziet, om mij te antwoorden over deze plek."
PLACES = 6


def make_contact(now: datetime) -> int:
    """Store questions and interest in the regions with a brand; how many of both."""
    names, made = PersonNames(dice("correspondents")), 0
    for region in Region.objects.current().filter(code__in=BRANDS).order_by("code"):
        places = list(
            Place.objects.filter(region=region, status=PlaceStatus.PUBLISHED).order_by("pk")[:PLACES]
        )
        made += _questions(region, places, names, now) + _interests(places, names, now)
        made += _employers(region, names, now)
    return made


def _person(names: PersonNames, at: datetime) -> Correspondent:
    first, last, _is_dutch = names.draw()
    address = f"{address_part(first)}.{address_part(last)}@mail.example"
    return Correspondent.objects.create(name=f"{first} {last}", email=address, created_at=at, is_demo=True)


def _questions(region: Region, places: list[Place], names: PersonNames, now: datetime) -> int:
    staff = Membership.objects.filter(region=region, role__in=(Role.ADVISER, Role.COORDINATOR))
    adviser = staff.order_by("pk").first()
    for number, (asked, answered) in enumerate(QUESTIONS):
        at = now - timedelta(days=number, hours=3 + number)
        question = Question.objects.create(
            person=_person(names, at),
            region=region,
            place=places[0] if places and number == 0 else None,
            status=QuestionStatus.ANSWERED if answered else QuestionStatus.OPEN,
            asked_at=at,
            changed_at=at + timedelta(hours=2) if answered else at,
            is_demo=True,
        )
        Message.objects.create(question=question, text=asked, sent_at=at)
        if answered:
            Message.objects.create(
                question=question,
                text=answered,
                is_from_desk=True,
                author_id=adviser.user_id if adviser else None,
                sent_at=at + timedelta(hours=2),
            )
    return len(QUESTIONS)


def _employers(region: Region, names: PersonNames, now: datetime) -> int:
    for number, (topic, organisation, asked) in enumerate(EMPLOYERS):
        at = now - timedelta(days=number, hours=2)
        person = _person(names, at)
        Correspondent.objects.filter(pk=person.pk).update(phone=f"06 0000 000{number}")
        question = Question.objects.create(
            person=person,
            region=region,
            organisation=organisation,
            topic=topic,
            asked_at=at,
            changed_at=at,
            is_demo=True,
        )
        Message.objects.create(question=question, text=asked, sent_at=at)
    return len(EMPLOYERS)


def _interests(places: list[Place], names: PersonNames, now: datetime) -> int:
    for number, place in enumerate(places):
        at = now - timedelta(days=number, hours=5)
        is_answered = number % 3 == 2  # noqa: PLR2004  (every third employer has answered)
        Interest.objects.create(
            person=_person(names, at),
            place=place,
            message=MESSAGES[number % len(MESSAGES)],
            consent=CONSENT,
            sent_at=at,
            status=InterestStatus.INVITED if is_answered else InterestStatus.SENT,
            answer="Leuk dat je reageert. Ik bel je deze week." if is_answered else "",
            answered_at=at + timedelta(hours=4) if is_answered else None,
            is_demo=True,
        )
    return len(places)
