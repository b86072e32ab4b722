"""Addresses of the programme office and the administrator."""

from django.urls import URLPattern

app_name = "steering"
urlpatterns: list[URLPattern] = []
