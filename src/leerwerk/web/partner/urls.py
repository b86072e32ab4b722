"""Addresses of the pages for employers."""

from django.urls import path

from leerwerk.web.partner import candidates, interests, placements, places

app_name = "partner"
urlpatterns = [
    path("", places.places, name="places"),
    path("plekken/nieuw", places.new_place, name="new_place"),
    path("plekken/<int:pk>/<slug:step>", places.move, name="move_place"),
    path("kandidaten", candidates.candidates, name="candidates"),
    path("kandidaten/<int:pk>", candidates.candidate, name="referral"),
    path("kandidaten/<int:pk>/aannemen", candidates.accept, name="accept"),
    path("kandidaten/<int:pk>/afwijzen", candidates.refuse, name="refuse"),
    path("interesse", interests.interests, name="interests"),
    path("interesse/<int:pk>", interests.interest, name="interest"),
    path("interesse/<int:pk>/antwoorden", interests.answer, name="answer_interest"),
    path("plaatsingen", placements.placements, name="placements"),
    path("plaatsingen/<int:pk>", placements.placement, name="placement"),
    path("plaatsingen/<int:pk>/tekenen", placements.sign, name="sign"),
]
