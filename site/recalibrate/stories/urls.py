from django.urls import path

from . import views

# Neutral words: addresses stand in histories and in a network's logs.
urlpatterns = [
    path("write/", views.write, name="write"),
    path("write/thank-you/", views.written, name="written"),
    path("write/thanks/", views.replied, name="replied"),
    path("write/about/<slug:slug>/", views.reply, name="reply"),
]
