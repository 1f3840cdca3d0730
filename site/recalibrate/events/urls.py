from django.urls import path

from . import views

urlpatterns = [
    path("dates/", views.dates, name="dates"),
    path("feeds/dates.ics", views.dates_ics, name="dates-ics"),
]
