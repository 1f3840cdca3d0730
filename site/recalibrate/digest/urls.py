from django.urls import path

from .views import subscribing

urlpatterns = [
    path("", subscribing.subscribe, name="digest"),
    path("confirm/<str:token>/", subscribing.confirm_wish, name="digest-confirm"),
    path("leave/<str:token>/", subscribing.unsubscribe, name="digest-leave"),
    path("change/<str:token>/", subscribing.change_lists, name="digest-change"),
]
