from django.urls import path

from . import views

urlpatterns = [
    path("", views.subscribe, name="digest"),
    path("confirm/<str:token>/", views.confirm_wish, name="digest-confirm"),
    path("leave/<str:token>/", views.leave_list, name="digest-leave"),
]
