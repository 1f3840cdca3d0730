from django.urls import path

from . import offline, sitemap_views, views

urlpatterns = [
    path("robots.txt", views.robots),
    path("sitemap.xml", sitemap_views.sitemap),
    path("sitemap-<slug:section>.xml", sitemap_views.part, name="sitemap-part"),
    path("manifest.webmanifest", views.web_manifest, name="manifest"),
    path("posters/posts/<slug:slug>/", views.post_poster, name="post-poster"),
    path("posters/states/<slug:slug>/", views.state_poster, name="state-poster"),
    path("shelf/", offline.shelf, name="shelf"),
    path("sw.js", offline.service_worker, name="service-worker"),
]
