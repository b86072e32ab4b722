"""A step of a plan as an adviser writes it, and what a first step may be."""

from dataclasses import dataclass

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leerwerk.casework.enums import StepBy
from leerwerk.casework.models import PlanStep
from leerwerk.casework.models.plans import LONGEST_STEP
from leerwerk.web.ui.forms import PlainForm, day_field


@dataclass(frozen=True)
class Suggestion:
    """A step that is often the first: `slug` stands in the address, the rest fills the form."""

    slug: str
    text: str | Promise
    who: str

    @property
    def initial(self) -> dict[str, str]:
        """What the form begins with."""
        return {"text": str(self.text), "who": self.who}


SUGGESTIONS = (
    Suggestion("talent", _("Schrijf op wat je goed kunt en welk werk je leuk vindt."), StepBy.CLIENT),
    Suggestion("papieren", _("Zoek je diploma's en certificaten op en neem ze mee."), StepBy.CLIENT),
    Suggestion("cv", _("Maak een cv van één bladzijde."), StepBy.CLIENT),
    Suggestion("meelopen", _("Loop een dag mee bij een bedrijf."), StepBy.CLIENT),
    Suggestion("school", _("Vraag de school wanneer de opleiding begint."), StepBy.ADVISER),
    Suggestion(
        "eerst", _("Zoek hulp bij wat eerst geregeld moet zijn, zoals opvang of vervoer."), StepBy.ADVISER
    ),
)


def _people() -> list[tuple[str, str]]:
    """Who can do a step, in the language of the page."""
    return [(each.value, each.label.capitalize()) for each in StepBy]


class StepForm(PlainForm):
    """What happens, who does it, and by when."""

    text = forms.CharField(
        label=_("Wat gebeurt er?"),
        help_text=_("Schrijf het zo dat je cliënt het begrijpt: die leest mee op Mijn."),
        max_length=LONGEST_STEP,
    )
    who = forms.ChoiceField(
        label=_("Wie doet het?"),
        choices=_people,
        initial=StepBy.CLIENT,
    )
    planned_on = day_field(_("Klaar voor"))


def form_for(step: PlanStep) -> StepForm:
    """The form with what a step says now."""
    return StepForm(initial={"text": step.text, "who": step.who, "planned_on": step.planned_on})


def suggested(slug: str) -> StepForm:
    """The form for a new step, filled by the suggestion of that name if there is one."""
    chosen = next((each for each in SUGGESTIONS if each.slug == slug), None)
    return StepForm(initial=chosen.initial if chosen else {})
