from django.urls import path

from . import views
from .facets import FOLDERS

urlpatterns = [
    path(f"{FOLDERS['helps']}/", views.strategies, name="strategy-list"),
    path(f"{FOLDERS['helps']}/<slug:slug>/", views.strategy, name="strategy"),
    path(f"{FOLDERS['by']}/<slug:slug>/", views.discipline, name="discipline"),
    path(f"{FOLDERS['series']}/<slug:slug>/", views.series, name="series"),
    path("contributors/<slug:slug>/", views.contributor, name="contributor"),
]
