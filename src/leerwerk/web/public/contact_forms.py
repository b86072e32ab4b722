"""The forms by which a visitor asks something or shows interest in a place."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leerwerk.catalogue.models import Place
from leerwerk.network.models import Desk
from leerwerk.network.queries import Location, find_location
from leerwerk.web.guard import GuardedForm
from leerwerk.web.ui.lines import LineField, NameField, TextField

MOST_CHARACTERS = 2000


def _name_field() -> NameField:
    return NameField(
        label=_("Je naam"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )


def email_field(**more: Any) -> forms.EmailField:
    """An address of mail, with how it looks."""
    more.setdefault("help_text", _("Zoals naam@voorbeeld.nl. Hier sturen we het antwoord heen."))
    return forms.EmailField(
        label=_("Je mailadres"),
        max_length=200,
        error_messages={"invalid": _("Vul een heel mailadres in, zoals naam@voorbeeld.nl.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        **more,
    )


def phone_field(**more: Any) -> LineField:
    """A telephone number as people write it; may stay empty."""
    return LineField(
        label=_("Je telefoonnummer"),
        max_length=20,
        required=False,
        validators=[
            RegexValidator(r"^\+?[0-9 ()-]{8,20}$", _("Vul een telefoonnummer in, zoals 06 12345678."))
        ],
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        **more,
    )


def spot_of(typed: str, otherwise: str) -> Location:
    """Where a postcode or a place is. Raises ValidationError with the sentence for one that nobody knows."""
    location = find_location(typed)
    if location is None:
        raise forms.ValidationError(otherwise)
    return location


class QuestionForm(GuardedForm):
    """A question to a desk; on the national site with the place where somebody lives, to find the desk."""

    mail_field = "email"
    text = TextField(
        label=_("Wat wil je weten?"),
        help_text=_("Schrijf liever geen BSN, geen bankrekening en niets over je gezondheid."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=MOST_CHARACTERS,
    )
    name = _name_field()
    email = email_field()
    where = LineField(
        label=_("Je postcode of woonplaats"),
        help_text=_("Dan krijgt het loket bij jou in de buurt je vraag. Laat leeg als het niet uitmaakt."),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
    )
    field_order = ("text", "where", "name", "email")

    def __init__(self, *args: Any, is_desk_known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_desk_known:
            del self.fields["where"]

    def clean_where(self) -> Location | None:
        """The spot on the map, None when nothing was typed."""
        typed = self.cleaned_data["where"]
        unknown = gettext("Deze plaats kennen we niet. Vul een postcode in, zoals 7511, of laat het leeg.")
        return spot_of(typed, unknown) if typed else None


class ReplyForm(GuardedForm):
    """What somebody says after the answer."""

    text = TextField(
        label=_("Je reactie"), widget=forms.Textarea(attrs={"rows": 4}), max_length=MOST_CHARACTERS
    )


class InterestForm(GuardedForm):
    """Who is interested, how to reach them, and to what they agree in so many words."""

    mail_field = "email"
    name = _name_field()
    email = email_field(required=False, help_text=_("Vul je mailadres in, je telefoonnummer, of allebei."))
    phone = phone_field()
    message = TextField(
        label=_("Bericht aan de werkgever"),
        help_text=_("Bijvoorbeeld: waarom je dit werk wilt, en wanneer je kunt beginnen."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=1000,
        required=False,
    )
    agrees = forms.BooleanField()
    is_help_wanted = forms.BooleanField(required=False)

    def __init__(self, *args: Any, place: Place, desk: Desk | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        facts = {"employer": place.employer.name, "place": place.title}
        self.fields["agrees"].label = (
            gettext(
                "Ik vind het goed dat %(employer)s mijn naam, mailadres, telefoonnummer en bericht ziet, "
                "om mij te antwoorden over de plek %(place)s. Ik kan dit altijd intrekken."
            )
            % facts
        )
        self.fields["agrees"].error_messages["required"] = _(
            "Zet een vinkje als je het goed vindt dat de werkgever je gegevens ziet. Anders kan het niet."
        )
        if desk is None:
            del self.fields["is_help_wanted"]
        else:
            self.fields["is_help_wanted"].label = gettext(
                "Ik wil ook hulp: %(desk)s mag mijn gegevens en bericht zien en contact met mij opnemen."
            ) % {"desk": desk.name}

    def clean(self) -> dict[str, Any]:
        """There is a way to answer."""
        given = super().clean() or self.cleaned_data
        if not self.errors and not given.get("email") and not given.get("phone"):
            self.add_error(
                "email", _("Vul een mailadres of een telefoonnummer in. Anders kan niemand je antwoorden.")
            )
        return dict(given)

    def consent(self) -> str:
        """The very words that were agreed to."""
        names = [name for name in ("agrees", "is_help_wanted") if self.cleaned_data.get(name)]
        return "\n".join(str(self.fields[name].label) for name in names)
