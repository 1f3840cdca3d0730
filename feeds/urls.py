from django.urls import path

from .views.picks import picks, sources

urlpatterns = [path("", picks, name="picks"), path("sources/", sources, name="picks-sources")]
