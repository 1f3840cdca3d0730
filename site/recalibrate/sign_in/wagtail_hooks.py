from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry, LogFormatter

from recalibrate.core.models import User

from . import invitation_views, provider, role_forms, trust_views
from .colleagues import may_reset, reset_colleague, unlink_colleague
from .grants import GRANTED, value_in_words
from .invitations import is_waiting
from .landing import signed_in
from .linking import is_linked
from .required import has_second_step

ACTIONS = {
    "sign_in.set_up": (_("Set up the second step"), _("A phone was set up as second step")),
    "sign_in.reset": (_("Remove the second step"), _("The second step was removed")),
    "sign_in.backup": (_("Use a backup code"), _("A backup code was used")),
    "sign_in.linked": (_("Link an account of the Trust"), _("An account of the Trust was linked")),
    "sign_in.unlinked": (_("Unlink an account of the Trust"), _("The account of the Trust was unlinked")),
    "sign_in.invited": (_("Invite a colleague"), _("An invitation was sent")),
    "sign_in.joined": (_("Take up an invitation"), _("The invitation was taken up")),
    "sign_in.renewed": (_("Make new backup codes"), _("New backup codes were made")),
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
        label = _("Change what a colleague may do")

        def format_message(self, log_entry: Any) -> str:
            said = log_entry.data
            return f"{said['what'].capitalize()}: {value_in_words(said['before'])} → {value_in_words(said['after'])}"


@hooks.register("register_admin_urls")
def sign_in_urls() -> list[URLPattern]:
    return [
        path("signed-in/", signed_in, name="signed-in"),
        path("trust-account/", trust_views.link, name="trust-account-link"),
        path("trust-account/go-on/", trust_views.go_on, name="trust-account-go-on"),
        path("users/invite/", invitation_views.invite, name="invite"),
        path("users/<int:pk>/invite-again/", invitation_views.invite_again, name="invite-again"),
        path("users/<int:pk>/unlink/", unlink_colleague, name="trust-account-unlink"),
        path("users/<int:pk>/second-step/", reset_colleague, name="second-step-reset"),
    ]


@hooks.register("register_user_listing_buttons")
def reset_button(user: User, request_user: User) -> Iterator[Button]:
    if may_reset(request_user, user):
        url = reverse("second-step-reset", args=[user.pk])
        yield Button(_("Remove second step"), url, icon_name="key", priority=40)
        if is_waiting(user):
            url = reverse("invite-again", args=[user.pk])
            yield Button(_("Invite again"), url, icon_name="mail", priority=30)
        if provider.is_on() and hasattr(user, "trust_account"):
            url = reverse("trust-account-unlink", args=[user.pk])
            yield Button(_("Unlink from the Trust’s account"), url, icon_name="cross", priority=45)


@hooks.register("register_account_menu_item")
def trust_account_item(request: HttpRequest) -> dict[str, Any] | None:
    user: Any = request.user
    if not provider.is_on() or is_linked(user):
        return None
    return {
        "url": reverse("trust-account-link"),
        "label": gettext("Sign in with %(name)s from now on") % {"name": provider.name()},
        "help_text": _("One password fewer. What you may do here stays the same."),
    }


@hooks.register("register_account_menu_item")
def phone_item(request: HttpRequest) -> dict[str, Any]:
    is_there = has_second_step(request.user)  # type: ignore[arg-type]
    return {
        "url": reverse("second-step-set-up"),
        "label": _("Set up another phone") if is_there else _("Set up a second step"),
        "help_text": _("A code from your phone, asked for after your password."),
    }


@hooks.register("register_account_menu_item")
def codes_item(request: HttpRequest) -> dict[str, Any]:
    return {
        "url": reverse("second-step-codes"),
        "label": _("Make new backup codes"),
        "help_text": _(
            "Ten codes on paper, in case you lose your phone. New codes replace the ones you have."
        ),
    }
