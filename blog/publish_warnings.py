"""What editors are told, in words, where the gate would refuse: nothing here is what keeps it shut."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.action_menu import ActionMenuItem, PublishMenuItem
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page

from . import sensitivity
from .models import PostPage
from .models.approval import as_published
from .models.gate import may_be_public, needs_second_person

ADVICE = _(
    "At level 3, a colleague who did not write the post must agree first. Hand it in, and approvers are told."
)


def needs_approval(post: PostPage) -> bool:
    """Whether the latest version may not be published yet."""
    revision = post.get_latest_revision()
    return revision is not None and not may_be_public(as_published(revision))


def needing_approval_below(pages: Iterable[Page], *, only_live: bool = False) -> list[PostPage]:
    """Posts among and below these pages that the gate would stop."""
    found = PostPage.objects.none()
    for page in pages:
        found |= PostPage.objects.descendant_of(page, inclusive=True)
    posts = found.live() if only_live else found
    return [
        post
        for post in posts.distinct()
        if (needs_second_person(post) if only_live else needs_approval(post))
    ]


def warn_before_publishing(request: HttpRequest, page: Page) -> HttpResponse | None:
    post = page.specific
    if not isinstance(post, PostPage) or not needs_approval(post):
        return None
    messages.error(request, gettext("Saved, but not published. %(advice)s") % {"advice": ADVICE})
    return redirect("wagtailadmin_pages:edit", page.pk)


def save_instead_of_publishing(request: HttpRequest, parent: Page, model: type[Page]) -> None:
    """A new post at level 3: what was typed becomes a draft, rather than lost to a refusal."""
    level = request.POST.get("sensitivity", "")
    is_held = level.isdecimal() and sensitivity.needs_second_approver(int(level))
    if issubclass(model, PostPage) and "action-publish" in request.POST and is_held:
        kept = request.POST.copy()
        del kept["action-publish"]
        request.POST = kept  # type: ignore[assignment]  # Django lets it be set
        messages.error(request, gettext("Saved, but not published. %(advice)s") % {"advice": ADVICE})


def warn_before_bulk_publishing(
    request: HttpRequest, action: str, pages: list[Any], view: Any
) -> HttpResponse | None:
    if action != "publish" or not all(isinstance(page, Page) for page in pages):
        return None
    held = needing_approval_below(pages)
    if not held:
        return None
    names = ", ".join(f"“{post.get_admin_display_title()}”" for post in held)
    messages.error(
        request,
        gettext("Nothing was published, because of: %(names)s. %(advice)s")
        % {"names": names, "advice": ADVICE},
    )
    return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_explore_root")


def warn_before_copying(request: HttpRequest, page: Page) -> HttpResponse | None:
    if request.method != "POST" or not request.POST.get("publish_copies") or request.POST.get("alias"):
        return None
    pages = [page] if not request.POST.get("copy_subpages") else [page, *page.get_descendants()]
    if not needing_approval_below(pages, only_live=True):
        return None
    messages.error(
        request, gettext("Not copied: you can copy it only as a draft. %(advice)s") % {"advice": ADVICE}
    )
    return redirect("wagtailadmin_pages:copy", page.pk)


def hide_publish_button(items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    """While a post is held, “Submit” is the button, not “Publish”."""
    page = context.get("page")
    if isinstance(page, PostPage) and page.pk and needs_approval(page):
        items[:] = [item for item in items if not isinstance(item, PublishMenuItem)]
