"""How far a desk is: its coordinator or the programme office says so, and in which other desk it was merged."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from leerwerk.kernel import clock
from leerwerk.network.actions.phases import change_phase
from leerwerk.network.enums import DeskPhase
from leerwerk.network.models import Desk
from leerwerk.network.queries import current_desks
from leerwerk.network.rules import edits_site
from leerwerk.web.actor import actor_of
from leerwerk.web.desk.site.editing import act_as, desk_led, editors_only, saved
from leerwerk.web.ui.forms import PlainForm, day_field


class PhaseForm(PlainForm):
    phase = forms.ChoiceField(
        label=_("Hoe ver is het loket?"),
        choices=[
            (DeskPhase.INTENT, _("Er is een intentieverklaring")),
            (DeskPhase.PLAN, _("Er is een ondernemingsplan")),
            (DeskPhase.RATIFIED, _("Het loket is vastgesteld")),
            (DeskPhase.OPEN, _("Het loket is open")),
            (DeskPhase.MERGED, _("Het loket ging op in een ander loket")),
        ],
        widget=forms.RadioSelect,
    )
    since = day_field(_("Sinds"), required=True)
    successor = forms.ModelChoiceField(
        label=_("Welk loket nam het over?"),
        queryset=Desk.objects.none(),
        required=False,
        empty_label=_("Kies een loket"),
        help_text=_("Alleen als dit loket opging in een ander."),
    )
    is_sure = forms.BooleanField(
        label=_("Ja, bezoekers van dit loket komen voortaan op de site van het andere loket."),
        required=False,
        help_text=_("Ook alle oude links leiden daarheen. Wie hier een afspraak heeft, houdt die."),
    )

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = current_desks(clock.today()).exclude(pk=desk.pk)
        self.fields["successor"].queryset = others  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Merging is far-reaching: it names the other desk, and is confirmed."""
        given = super().clean() or {}
        if given.get("phase") == DeskPhase.MERGED:
            if not given.get("successor") and "successor" not in self.errors:
                self.add_error("successor", ValidationError(_("Kies het loket waar dit loket in opging.")))
            if not given.get("is_sure"):
                self.add_error("is_sure", ValidationError(_("Zet een vinkje als je dit zeker weet.")))
        return given


@require_http_methods(["GET", "POST"])
@editors_only
def phase(request: HttpRequest, slug: str) -> HttpResponse:
    """Say how far a desk is."""
    desk = desk_led(request, slug)
    initial = {"phase": desk.phase, "since": desk.phase_since, "successor": desk.successor_id}
    form = PhaseForm(request.POST or None, initial=initial, desk=desk)

    def save() -> None:
        given = form.cleaned_data
        change_phase(
            phase=given["phase"],
            successor=given["successor"],
            since=given["since"],
            **act_as(request, desk),
        )

    is_kept = edits_site(actor_of(request), desk.region.code) and desk.phase != DeskPhase.MERGED
    back = reverse("desk:site_of", args=[slug]) if is_kept else reverse("desk:site")
    return saved(
        request,
        form,
        save,
        told=_("Zo ver is het loket nu, ook op de site."),
        address=reverse("desk:site"),
        template="desk/site/phase.html",
        context={"desk": desk, "back": back},
    )
