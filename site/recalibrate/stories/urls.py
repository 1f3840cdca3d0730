from django.urls import path

from .views import writing

# Neutral words: addresses stand in histories and in a network's logs.
urlpatterns = [
    path("write/", writing.write_story, name="write"),
    path("write/thank-you/", writing.story_sent, name="written"),
    path("write/thanks/", writing.replied, name="replied"),
    path("write/about/<slug:slug>/", writing.reply, name="reply"),
]
