"""The addresses of Wagtail's editor, each behind our door."""

from wagtail.admin import urls as wagtail_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from leerwerk.web.editing.door import behind_the_door

urlpatterns = decorate_urlpatterns(wagtail_urls.urlpatterns, behind_the_door)
