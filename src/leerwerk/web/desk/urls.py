"""Addresses of the desk."""

from django.urls import path

from leerwerk.web.desk import (
    cases,
    clients,
    placement_steps,
    placements,
    places,
    profiles,
    referrals,
    shortlists,
    today,
)

app_name = "desk"
urlpatterns = [
    path("", today.today, name="today"),
    path("clienten", clients.clients, name="clients"),
    path("clienten/zoeken", clients.search_clients, name="search_clients"),
    path("clienten/nieuw", profiles.new_client, name="new_client"),
    path("clienten/<int:pk>", cases.client, name="client"),
    path("clienten/<int:pk>/stand", cases.move, name="move"),
    path("clienten/<int:pk>/toestemming", cases.consent, name="consent"),
    path("clienten/<int:pk>/wissen", cases.erase, name="erase"),
    path("clienten/<int:pk>/profiel", profiles.profile, name="profile"),
    path("clienten/<int:pk>/plekken", shortlists.fitting_places, name="fitting_places"),
    path("clienten/<int:pk>/plekken/bewaren", shortlists.keep, name="keep"),
    path("clienten/<int:pk>/plekken/<int:place>/verwijzen", shortlists.refer, name="refer"),
    path("doorverwijzingen", referrals.referrals, name="referrals"),
    path("doorverwijzingen/<int:pk>", referrals.referral, name="referral"),
    path("doorverwijzingen/<int:pk>/versturen", referrals.send, name="send"),
    path("doorverwijzingen/<int:pk>/intrekken", referrals.withdraw, name="withdraw"),
    path("doorverwijzingen/<int:pk>/plaatsen", referrals.place, name="place"),
    path("plaatsingen", placements.placements, name="placements"),
    path("plaatsingen/<int:pk>", placements.placement, name="placement"),
    path("plaatsingen/<int:pk>/tekenen", placement_steps.sign, name="sign"),
    path("plaatsingen/<int:pk>/starten", placement_steps.start, name="start"),
    path("plaatsingen/<int:pk>/afronden", placement_steps.complete, name="complete"),
    path("plaatsingen/<int:pk>/stoppen", placement_steps.stop, name="stop"),
    path("plaatsingen/<int:pk>/annuleren", placement_steps.cancel, name="cancel"),
    path("plaatsingen/<int:pk>/uitkomst", placement_steps.outcome, name="outcome"),
    path("plekken", places.places, name="places"),
    path("plekken/<int:pk>/<slug:step>", places.move, name="move_place"),
]
