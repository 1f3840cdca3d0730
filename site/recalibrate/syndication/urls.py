from django.conf import settings
from django.urls import path, re_path
from django.urls.converters import SlugConverter

from . import views

FEEDS = settings.FEEDS_PATH
SLUG = SlugConverter.regex
SUBJECT = rf"{SLUG}(?:/{SLUG})?"
FORM = r"(?P<form>xml|atom|json)"

urlpatterns = [
    path(FEEDS, views.syndication_list, name="syndication-list"),
    path(f"{FEEDS}recalibrate.opml", views.our_feeds, name="syndication-opml"),
    path(f"{FEEDS}once.opml", views.each_thing_once, name="once-opml"),
    path(f"{FEEDS}sources.opml", views.followed_sources, name="sources-opml"),
    re_path(
        rf"^{FEEDS}(?P<subject_path>{SUBJECT})/archive/(?P<archive>[1-9][0-9]{{0,5}})\.{FORM}$",
        views.syndicate,
        name="syndication-archive",
    ),
    re_path(rf"^{FEEDS}(?P<subject_path>{SUBJECT})\.{FORM}$", views.syndicate, name="syndication"),
]
urlpatterns += [
    path(old, views.old_address, {"form": form})
    for old, form in {
        "feed/": "xml",
        "rss/": "xml",
        "feed.xml": "xml",
        "rss.xml": "xml",
        "index.xml": "xml",
        "rss": "xml",
        "feed": "xml",
        "atom.xml": "atom",
        "atom/": "atom",
        "feed.json": "json",
        "index.json": "json",
        "posts/feed/": "xml",
    }.items()
]
