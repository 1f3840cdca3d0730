"""Below the admin's path, before Wagtail's own."""

from django.urls import path

from recalibrate.web.rate_limit import limited

from . import invitation_views, trust_views, views

urlpatterns = [
    path("login/", limited(views.SIGN_IN)(views.SignIn.as_view())),
    path("login/trust/", trust_views.begin, name="trust-account"),
    path("login/trust/answer/", trust_views.answer, name="trust-account-answer"),
    path("invitation/<str:token>/", invitation_views.join, name="invitation"),
    path("password_reset/", limited(views.RESET)(views.AskForReset.as_view())),
    path("second-step/", views.second_step, name="second-step"),
    path("second-step/phone/", views.set_up_phone, name="second-step-set-up"),
    path("second-step/codes/", views.new_backup_codes, name="second-step-codes"),
    path("second-step/leave/", views.sign_out, name="second-step-leave"),
]
