"""Wagtail’s actions on several things at once, which name whatever they leave out: here only what is seen."""

from typing import Any

from django.apps import apps
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import Page

from .seen import is_seen


class OnlyWhatIsSeen:
    """Before Wagtail’s own class: takes out what the list that was chosen from would not show."""

    request: HttpRequest

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        for name, rows in context.items():
            if isinstance(rows, list):
                context[name] = [as_itself(row) for row in rows if self.is_seen(row)]
        rendered: HttpResponse = super().render_to_response(context, **kwargs)  # type: ignore[misc]
        return rendered

    def is_seen(self, row: Any) -> bool:
        thing = row.get("item") if isinstance(row, dict) else row
        return not isinstance(thing, Model) or is_seen(thing, self.request.user)


def as_itself(row: Any) -> Any:
    """A page knows as what it is which title to show, and as any page it does not."""
    item = row.get("item") if isinstance(row, dict) else None
    return {**row, "item": item.specific_deferred} if isinstance(item, Page) else row


def bulk_action(request: HttpRequest, app_label: str, model_name: str, action: str) -> HttpResponse:
    """As Wagtail answers, with the same class, of which nothing else is changed."""
    found = bulk_action_registry.get_bulk_action_class(app_label, model_name, action)
    if found is None:
        raise Http404("No such action")
    view: Any = type(found.__name__, (OnlyWhatIsSeen, found), {})
    answer: HttpResponse = view(request, apps.get_model(app_label, model_name)).dispatch(request)
    return answer
