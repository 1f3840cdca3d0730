from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import LogActionRegistry, LogFormatter

from .views.changed import answer_change, changed_items
from .views.deciding import decide_one, decide_several, not_the_same, the_same, undo_decisions
from .views.inbox import Inbox
from .views.pasting import paste_link
from .viewsets import CurationViewSet, SourceViewSet


class DecisionLog(LogFormatter):
    """“Passed on: It advertises something”."""

    def format_message(self, log_entry: Any) -> str:
        return ": ".join(filter(None, [str(self.label), log_entry.data.get("why", "")]))


class UndoLog(LogFormatter):
    label = _("Taken back")

    def format_message(self, log_entry: Any) -> str:
        return f"{self.label}: {log_entry.data.get('was', '')}"


class InboxMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("feeds.add_curation")


@hooks.register("register_admin_urls")
def inbox_urls() -> list[URLPattern]:
    return [
        path("inbox/", Inbox.as_view(), name="inbox"),
        path("inbox/several/", decide_several, name="inbox-several"),
        path("inbox/undo/", undo_decisions, name="inbox-undo"),
        path("inbox/paste/", paste_link, name="inbox-paste"),
        path("inbox/changed/", changed_items, name="inbox-changed"),
        path("inbox/changed/<int:pk>/", answer_change, name="inbox-answer-change"),
        path("inbox/<int:pk>/", decide_one, name="inbox-decide"),
        path("inbox/<int:pk>/not-the-same/", not_the_same, name="inbox-not-the-same"),
        path("inbox/<int:pk>/the-same/", the_same, name="inbox-the-same"),
    ]


@hooks.register("register_admin_menu_item")
def inbox_menu_item() -> MenuItem:
    return InboxMenuItem("Inbox", reverse("inbox"), name="inbox", icon_name="mail", order=210)


@hooks.register("register_admin_viewset")
def viewsets() -> list[ModelViewSet]:
    return [SourceViewSet("sources"), CurationViewSet("curations")]


@hooks.register("register_log_actions")
def log_of_decisions(actions: LogActionRegistry) -> None:
    for action, label in (("keep", "Kept"), ("pass", _("Passed on")), ("hold", "Held")):
        actions.register_action(f"feeds.{action}")(type(f"{action}Log", (DecisionLog,), {"label": label}))
    actions.register_action("feeds.undo")(UndoLog)
    for action, label in (
        ("new_words", _("Took the source’s new words")),
        ("our_words", _("Left our words")),
    ):
        actions.register_action(f"feeds.{action}", label, label)
