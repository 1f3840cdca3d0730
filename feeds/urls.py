from django.urls import path

from .views.picks import picks

urlpatterns = [path("", picks, name="picks")]
