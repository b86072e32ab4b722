"""What a coordinator fills in to start a round, parsed to values; nothing is decided here."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from leerwerk.matching.enums import AsideReason, Objective, SeekerGroup
from leerwerk.network.models import Region
from leerwerk.web.ui.forms import PlainForm

PRIORITIES = [(0, _("geen voorrang")), (5, _("een beetje voorrang")), (15, _("veel voorrang"))]
SHARES = [(0, _("geen minimum")), *((share, f"{share} %") for share in (10, 20, 30, 40, 50))]
OBJECTIVES = {
    Objective.STABLE: _(
        "Er is geen cliënt en geen plek die liever elkaar hadden dan wat ze kregen. Goed uit te leggen aan iedereen."
    ),
    Objective.BEST: _(
        "Alle punten opgeteld zijn zo hoog als kan. Soms krijgt iemand een tweede keus, zodat een ander ook "
        "iets krijgt."
    ),
}


class RoundForm(PlainForm):
    """For which region, what the round aims at, and who goes first."""

    # The same form sent twice is one round.
    number = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    region = forms.ModelChoiceField(label=_("Regio"), queryset=Region.objects.none(), empty_label=None)
    objective = forms.ChoiceField(
        label=_("Waar gaat het om?"),
        choices=Objective.choices,
        widget=forms.RadioSelect,
        initial=Objective.STABLE,
    )
    with_referred = forms.BooleanField(
        label=_("Laat ook cliënten meedoen voor wie een werkgever al gevraagd is"), required=False
    )
    seed = forms.IntegerField(
        label=_("Lotnummer"),
        help_text=_(
            "Bij precies gelijke punten beslist een loting. Hetzelfde nummer geeft dezelfde uitslag."
        ),
        min_value=0,
        max_value=999_999,
        initial=1,
    )

    def __init__(self, *args: Any, regions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["objective"].choices = [  # type: ignore[attr-defined]
            (
                aim.value,
                format_html("<span><strong>{}.</strong> {}</span>", str(aim.label).capitalize(), told),
            )
            for aim, told in OBJECTIVES.items()
        ]
        self.fields["region"].queryset = regions  # type: ignore[attr-defined]
        if len(regions) == 1:
            self.fields["region"].widget = forms.HiddenInput()
            self.fields["region"].initial = regions[0].pk
        for group in SeekerGroup:
            self.fields[f"priority_{group}"] = _choice(_("Voorrang"), PRIORITIES)
            self.fields[f"share_{group}"] = _choice(_("Minimaal deel van de vrije plekken"), SHARES)

    def groups(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """Each group with its two fields, for the page."""
        return [
            (str(group.label), self[f"priority_{group}"], self[f"share_{group}"]) for group in SeekerGroup
        ]

    def values(self) -> dict[str, Any]:
        """The arguments of start_round."""
        given = self.cleaned_data
        rules = [
            {
                "group": str(group),
                "priority": given[f"priority_{group}"],
                "reserve": given[f"share_{group}"] / 100,
            }
            for group in SeekerGroup
            if given[f"priority_{group}"] or given[f"share_{group}"]
        ]
        return {
            **{name: given[name] for name in ("number", "region", "objective", "seed")},
            "policy": {"with_referred": given["with_referred"], "rules": rules},
        }


class AsideForm(PlainForm):
    """Why a pair is put aside."""

    reason = forms.ChoiceField(
        label=_("Waarom leg je dit opzij?"), choices=[("", _("Kies een reden")), *AsideReason.choices]
    )


def _choice(label: Any, choices: list[tuple[int, Any]]) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, choices=choices, coerce=int, initial=0)
