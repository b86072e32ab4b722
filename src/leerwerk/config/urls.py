"""Addresses: one prefix for each audience."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from leerwerk.config import health
from leerwerk.web.public import media
from leerwerk.web.start import admin_sign_in, only_by_code, staff_address, start

urlpatterns = [
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("account/login/code/", only_by_code),
    path("account/login/code/confirm/", only_by_code),
    path("account/email/", staff_address),
    path("account/3rdparty/signup/", only_by_code),
    path("account/3rdparty/", only_by_code),
    path("account/", include("allauth.urls")),
    path("beheer/login/", admin_sign_in),
    path("beheer/", admin.site.urls),
    path("start", start, name="start"),
    path("desk/", include("leerwerk.web.desk.urls")),
    path("partner/", include("leerwerk.web.partner.urls")),
    path("sturing/", include("leerwerk.web.steering.urls")),
    path("redactie/", include("leerwerk.web.editing.urls")),
    path("media/<path:name>", media.picture, name="picture"),
    path("", include("leerwerk.web.ui.urls")),
    path("", include("leerwerk.web.public.machine_urls")),
    # Dutch as it is, other languages below their code: /en/leerwerkplekken (leerwerk.web.language).
    *i18n_patterns(path("", include("leerwerk.web.public.urls")), prefix_default_language=False),
]
handler400 = "leerwerk.web.refusing.bad_request"
handler500 = "leerwerk.config.outage.server_error"
