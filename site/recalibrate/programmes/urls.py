from django.urls import path, re_path

from .views import asking, calendars, calls, exercises, posters, results

CODE = r"^[aA]/(?P<code>[^/]{1,60})"

urlpatterns = [
    path("programmes/exercises/", exercises.exercises, name="exercises"),
    path("programmes/exercises/<slug:slug>/", exercises.exercise, name="exercise"),
    path("programmes/exercises/<slug:slug>/card/", exercises.exercise_card, name="exercise-card"),
    path("programmes/calls/", calls.open_calls, name="open-calls"),
    path("programmes/calls/<slug:slug>/", calls.open_call, name="open-call"),
    path("programmes/results/", results.released_results, name="released-results"),
    path("programmes/results/<int:pk>/", results.results_page, name="results"),
    re_path(
        r"^programmes/results/(?P<pk>\d{1,9})\.(?P<form>csv|xlsx)$", results.results_file, name="results-file"
    ),
    path("programmes/posters/<int:pk>/", posters.programme_poster, name="programme-poster"),
    path("programmes/calendar/session-<int:pk>.ics", calendars.session_ics, name="session-ics"),
    path("programmes/calendar/programme-<int:pk>.ics", calendars.programme_ics, name="programme-ics"),
    # Short, and in capitals too: the code on the slide is smaller so, and people type it.
    re_path(r"^[aA]/?$", asking.enter_code, name="enter-code"),
    re_path(rf"{CODE}/slide$", asking.slide, name="slide"),
    re_path(rf"{CODE}/sent$", asking.form_sent, name="form-sent"),
    re_path(rf"{CODE}/again$", asking.form_sent_again, name="form-sent-again"),
    re_path(rf"{CODE}/certificate$", asking.certificate, name="certificate"),
    re_path(rf"{CODE}/reminder\.ics$", asking.reminder_ics, name="reminder-ics"),
    re_path(rf"{CODE}/?$", asking.fill_in, name="fill-in"),
]
