from django.urls import path

from . import offline
from .views import site_files, sitemap

urlpatterns = [
    path("robots.txt", site_files.robots),
    path("sitemap.xml", sitemap.sitemap),
    path("sitemap-<slug:section>.xml", sitemap.sitemap_section, name="sitemap-part"),
    path("manifest.webmanifest", site_files.web_manifest, name="manifest"),
    path("posters/posts/<slug:slug>/", site_files.post_poster, name="post-poster"),
    path("posters/states/<slug:slug>/", site_files.state_poster, name="state-poster"),
    path("shelf/", offline.shelf, name="shelf"),
    path("sw.js", offline.service_worker, name="service-worker"),
]
