"""Addresses of the public site: Dutch, short, stable, readable."""

from django.urls import URLPattern, URLResolver, path

from leerwerk.web.public import (
    agreements,
    asking,
    desk_pages,
    desks,
    home,
    interest,
    machines,
    pages,
    places,
    search,
    suggestions,
)
from leerwerk.web.public.appointments import choosing, own, telling

app_name = "public"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("leerwerkplekken", search.search, name="search"),
    path("leerwerkplekken/woorden", suggestions.words, name="suggested_words"),
    path("leerwerkplekken/plaatsen", suggestions.spots, name="suggested_spots"),
    path("leerwerkplekken/hier", suggestions.nearest, name="nearest_postcode"),
    path("leerwerkplekken/<slug:slug>-<int:pk>", places.place, name="place"),
    path("leerwerkplekken/<slug:slug>-<int:pk>/interesse", interest.show, name="show_interest"),
    path("interesse/<str:token>", interest.interest, name="interest"),
    path("vraag", asking.ask, name="ask"),
    path("vraag/<str:token>", asking.question, name="question"),
    path("akkoorden", agreements.agreements, name="agreements"),
    path("akkoorden/<slug:slug>", agreements.agreement, name="agreement"),
    path("akkoorden/<slug:slug>/plaatsingen", agreements.placements, name="agreement_placements"),
    path("loketten", desks.desks, name="desks"),
    path("loketten/<slug:slug>", desk_pages.desk, name="desk"),
    path("loketten/<slug:slug>/logo-<slug:digest>", desk_pages.logo, name="desk_logo"),
    path("loketten/team/<int:pk>-<slug:digest>", desk_pages.photo, name="team_photo"),
    path("afspraak", choosing.appointment, name="appointment"),
    path("afspraak/gegevens", telling.details, name="appointment_details"),
    path("afspraak/vraag/<slug:step>", telling.question, name="appointment_question"),
    path("afspraak/nakijken", telling.review, name="appointment_review"),
    path("afspraak/mijn/<str:token>", own.own, name="own_appointment"),
    path("afspraak/mijn/<str:token>/agenda.ics", own.calendar, name="own_calendar"),
    path("afspraak/mijn/<str:token>/verzetten", own.move, name="move_own_appointment"),
    path("afspraak/mijn/<str:token>/afzeggen", own.cancel, name="cancel_own_appointment"),
    path("werkgevers", pages.employers, name="employers"),
    path("over", pages.about, name="about"),
    path("toegankelijkheid", pages.accessibility, name="accessibility"),
    path("privacy", pages.privacy, name="privacy"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap_index, name="sitemap_index"),
    path("sitemap-<section>.xml", machines.sitemap, name="sitemap"),
    path(".well-known/security.txt", machines.security, name="security"),
]
