"""Addresses of the house: style sheets of desks, and the sheet of components for who builds pages."""

from django.urls import path

from leerwerk.web.ui import views

app_name = "ui"
urlpatterns = [
    path("thema/<slug:slug>.css", views.theme, name="theme"),
    path("ui/componenten", views.components, name="components"),
]
