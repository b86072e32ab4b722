"""What an adviser types about a client, parsed to values; nothing is decided and nothing is saved here."""

from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from leerwerk.catalogue.queries import occupation_called, occupation_names
from leerwerk.network.models import Region
from leerwerk.people.enums import Education, LanguageLevel, Transport
from leerwerk.people.models import Client, Profile
from leerwerk.web.ui.forms import PlainForm, PlainModelForm, day_field
from leerwerk.web.ui.lines import LineField

WISHES = ("wish_1", "wish_2", "wish_3")
DAYS = [
    (1, _("maandag")),
    (2, _("dinsdag")),
    (4, _("woensdag")),
    (8, _("donderdag")),
    (16, _("vrijdag")),
    (32, _("zaterdag")),
    (64, _("zondag")),
]
UNKNOWN = ("", _("weet ik niet"))
YES_NO = [UNKNOWN, ("True", _("ja")), ("False", _("nee"))]


class WishField(forms.CharField):
    """An occupation by name, or by another word for it."""

    def __init__(self, **options: Any) -> None:
        attributes = {"list": "beroepen", "autocomplete": "off"}
        super().__init__(max_length=120, required=False, widget=forms.TextInput(attrs=attributes), **options)

    def clean(self, value: Any) -> str:
        """The code of the occupation; "" when nothing was typed."""
        typed = super().clean(value)
        if not typed:
            return ""
        occupation = occupation_called(typed)
        if occupation is None:
            message = _("Het beroep “%(typed)s” kennen we niet. Kies een beroep uit de lijst.")
            raise forms.ValidationError(message, params={"typed": typed})
        return occupation.code


class ProfileForm(PlainForm):
    """What a client can and wants. Empty is unknown, and unknown never excludes a place."""

    wish_1 = WishField(label=_("Wat wil de cliënt het liefst leren?"), help_text=_("Bijvoorbeeld: lasser."))
    wish_2 = WishField(label=_("Of anders?"))
    wish_3 = WishField(label=_("Of nog iets anders?"))
    prior_education = forms.TypedChoiceField(
        label=_("Hoogste diploma"),
        choices=[UNKNOWN, *Education.choices],
        required=False,
        coerce=int,
        empty_value=None,
    )
    is_level_waived = forms.BooleanField(
        label=_("De school laat deze cliënt toe zonder het gevraagde diploma"), required=False
    )
    language_level = forms.TypedChoiceField(
        label=_("Nederlands"),
        choices=[UNKNOWN, *LanguageLevel.choices],
        required=False,
        coerce=int,
        empty_value=None,
    )
    has_driving_licence = forms.TypedChoiceField(
        label=_("Rijbewijs"),
        choices=YES_NO,
        required=False,
        coerce=lambda text: text == "True",
        empty_value=None,
    )
    has_work_permit = forms.TypedChoiceField(
        label=_("Mag in Nederland werken"),
        choices=YES_NO,
        required=False,
        coerce=lambda text: text == "True",
        empty_value=None,
    )
    transport = forms.ChoiceField(label=_("Reist meestal"), choices=Transport.choices)
    max_distance_km = forms.IntegerField(
        label=_("Hoe ver wil de cliënt reizen? (kilometer)"), min_value=1, max_value=300
    )
    hours_min = forms.IntegerField(label=_("Minste uren per week"), min_value=1, max_value=60, required=False)
    hours_max = forms.IntegerField(label=_("Meeste uren per week"), min_value=1, max_value=60, required=False)
    available_days = forms.TypedMultipleChoiceField(
        label=_("Kan werken op"),
        choices=DAYS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Niets aangevinkt is: nog niet bekend."),
    )
    available_from = day_field(_("Beschikbaar vanaf"))
    available_until = day_field(_("Wil uiterlijk beginnen op"))
    waiting_since = day_field(_("Zoekt sinds"))

    def values(self) -> dict[str, Any]:
        """The fields of the profile."""
        given = dict(self.cleaned_data)
        wishes = [given.pop(name) for name in WISHES]
        given["wished_occupations"] = list(dict.fromkeys(filter(None, wishes)))
        given["available_days"] = sum(set(given["available_days"]))
        return given


def typed_profile(profile: Profile) -> dict[str, Any]:
    """A profile as it stands in the form."""
    kept = {
        name: getattr(profile, name)
        for name in ProfileForm.base_fields
        if name not in {*WISHES, "available_days"}
    }
    names = occupation_names(profile.wished_occupations)
    wishes = [names.get(code, code) for code in profile.wished_occupations]
    days = [bit for bit, _name in DAYS if profile.available_days & bit]
    return {**kept, **dict(zip(WISHES, wishes, strict=False)), "available_days": days}


class PostcodeField(forms.CharField):
    """A postcode, with or without a space and in small letters too."""

    def to_python(self, value: Any) -> str:
        """The postcode as it is kept: 7511AA."""
        return str(super().to_python(value)).replace(" ", "").upper()


class PersonForm(PlainModelForm):
    """Who the client is."""

    postcode = PostcodeField(
        label=_("Postcode"),
        validators=Client._meta.get_field("postcode").validators,
        help_text=_("Zoals 7511 AA."),
    )
    birth_date = day_field(_("Geboortedatum"))

    class Meta:
        model = Client
        fields = ("first_name", "last_name", "birth_date", "postcode", "email", "phone")
        field_classes: ClassVar = {"first_name": LineField, "last_name": LineField, "phone": LineField}


class IntakeForm(PlainForm):
    """What brings the client to the desk, and to which desk."""

    # The same form sent twice is one client.
    number = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)
    region = forms.ModelChoiceField(label=_("Regio"), queryset=Region.objects.none(), empty_label=None)
    goal = forms.CharField(
        label=_("Wat is de vraag?"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=2000
    )

    def __init__(self, *args: Any, regions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = regions  # type: ignore[attr-defined]
        if len(regions) == 1:
            self.fields["region"].widget = forms.HiddenInput()
            self.fields["region"].initial = regions[0].pk
