from django.urls import path

from . import views

urlpatterns = [
    path("what-helps/", views.strategies, name="strategy-list"),
    path("what-helps/<slug:slug>/", views.strategy, name="strategy"),
    path("disciplines/<slug:slug>/", views.discipline, name="discipline"),
    path("series/<slug:slug>/", views.series, name="series"),
    path("contributors/<slug:slug>/", views.contributor, name="contributor"),
]
