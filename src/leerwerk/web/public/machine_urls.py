"""Addresses that are the same in every language: what machines read, and pictures."""

from django.urls import URLPattern, URLResolver, path

from leerwerk.web.public import desk_pages, feeds, machines

app_name = "machines"
urlpatterns: list[URLPattern | URLResolver] = [
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap_index, name="sitemap_index"),
    path("sitemap-<section>.xml", machines.sitemap, name="sitemap"),
    path(".well-known/security.txt", machines.security, name="security"),
    path("loketten/<slug:slug>/logo-<slug:digest>", desk_pages.logo, name="desk_logo"),
    path("loketten/team/<int:pk>-<slug:digest>", desk_pages.photo, name="team_photo"),
    path("agenda/rss", feeds.EventsRss(), name="agenda_rss"),
    path("agenda/atom", feeds.EventsAtom(), name="agenda_atom"),
    path("verhalen/rss", feeds.StoriesRss(), name="stories_rss"),
    path("verhalen/atom", feeds.StoriesAtom(), name="stories_atom"),
    path("nieuws/rss", feeds.NewsRss(), name="news_rss"),
    path("nieuws/atom", feeds.NewsAtom(), name="news_atom"),
]
