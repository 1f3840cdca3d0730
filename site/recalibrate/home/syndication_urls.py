from django.urls import path, re_path

from . import syndication_views as views

urlpatterns = [
    path("", views.syndication_list, name="syndication-list"),
    re_path(r"^(?P<subject_path>[a-z0-9/-]+)\.(?P<form>xml|atom)$", views.syndicate, name="syndication"),
]
