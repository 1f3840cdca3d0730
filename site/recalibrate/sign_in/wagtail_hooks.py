from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry, LogFormatter

from recalibrate.core.models import User

from . import role_forms
from .colleagues import may_reset, reset_colleague
from .grants import GRANTED, value_in_words
from .landing import signed_in
from .required import has_second_step

ACTIONS = {
    "sign_in.set_up": ("Set up the second step", "A phone was set up as second step"),
    "sign_in.reset": ("Remove the second step", "The second step was removed"),
    "sign_in.backup": ("Use a backup code", "A backup code was used"),
    "sign_in.renewed": ("Make new backup codes", "New backup codes were made"),
}


hooks.register("before_create_user", role_forms.before_creating)
hooks.register("before_edit_user", role_forms.before_editing)
hooks.register("before_bulk_action", role_forms.before_several)
hooks.register("after_bulk_action", role_forms.after_several)


@hooks.register("register_log_actions")
def sign_in_actions(actions: LogActionRegistry) -> None:
    for action, (label, message) in ACTIONS.items():
        actions.register_action(action, label, message)

    @actions.register_action(GRANTED)
    class Granted(LogFormatter):
        label = "Change what somebody may do"

        def format_message(self, log_entry: Any) -> str:
            said = log_entry.data
            return f"{said['what'].capitalize()}: {value_in_words(said['before'])} → {value_in_words(said['after'])}"


@hooks.register("register_admin_urls")
def sign_in_urls() -> list[URLPattern]:
    return [
        path("signed-in/", signed_in, name="signed-in"),
        path("users/<int:pk>/second-step/", reset_colleague, name="second-step-reset"),
    ]


@hooks.register("register_user_listing_buttons")
def reset_button(user: User, request_user: User) -> Iterator[Button]:
    if may_reset(request_user, user):
        url = reverse("second-step-reset", args=[user.pk])
        yield Button("Remove second step", url, icon_name="key", priority=40)


@hooks.register("register_account_menu_item")
def phone_item(request: HttpRequest) -> dict[str, Any]:
    is_there = has_second_step(request.user)  # type: ignore[arg-type]
    return {
        "url": reverse("second-step-set-up"),
        "label": "Set up another phone" if is_there else "Set up a second step",
        "help_text": "A code from your phone, asked for after your password.",
    }


@hooks.register("register_account_menu_item")
def codes_item(request: HttpRequest) -> dict[str, Any]:
    return {
        "url": reverse("second-step-codes"),
        "label": "Make new backup codes",
        "help_text": "Ten codes on paper, for the day your phone is lost. New ones replace those you have.",
    }
