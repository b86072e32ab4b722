"""Addresses of the programme office and the administrator."""

from django.urls import path

from leerwerk.web.steering import figures, log, parked, rounds, wanted

app_name = "steering"
urlpatterns = [
    path("", figures.agreements, name="agreements"),
    path("regios", figures.regions, name="regions"),
    path("verdeelrondes", rounds.rounds, name="rounds"),
    path("gezocht", wanted.wanted, name="wanted"),
    path("logboek", log.log, name="log"),
    path("blijven-liggen", parked.parked, name="parked"),
    path("blijven-liggen/<int:pk>", parked.try_mail_again, name="try_again"),
]
