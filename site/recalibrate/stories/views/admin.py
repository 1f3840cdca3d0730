"""In the admin: what arrived, and what is done with it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST
from wagtail.log_actions import log

from recalibrate.core.pagination import paginate

from ..keep import release_held
from ..models import Contact, Contribution, Reply
from ..settle import WAYS, set_aside

CONTACT_READ, CONTACT_DELETED = "stories.contact_read", "stories.contact_deleted"

may_read_stories = permission_required("stories.view_contribution", raise_exception=True)
may_settle_stories = permission_required("stories.change_contribution", raise_exception=True)
may_read_replies = permission_required("stories.view_reply", raise_exception=True)
may_settle_replies = permission_required("stories.change_reply", raise_exception=True)
may_read_contacts = permission_required("stories.view_contact", raise_exception=True)
may_delete_contacts = permission_required("stories.delete_contact", raise_exception=True)


@may_read_stories
def contributions(request: HttpRequest) -> HttpResponse:
    """Everything that arrived, newest first, what is held before all else."""
    found = Contribution.objects.select_related("state", "page", "contact", "picture").newest_first()
    found = found.defer("contact__address")
    context = {
        "held": Contribution.objects.held().select_related("state", "contact").newest_first(),
        "contributions": paginate(request, found.filter(held_because=""), per_page=20),
        "aside": Contribution.objects.exclude(set_aside_on=None).newest_first(),
    }
    return render(request, "admin/contributions.html", context)


@require_POST
@may_settle_stories
def settle_contribution(request: HttpRequest, pk: int, way: str) -> HttpResponse:
    contribution = get_object_or_404(Contribution, pk=pk)
    if way == "release":
        if post := release_held(contribution):
            return redirect("wagtailadmin_pages:edit", post.pk)
        messages.info(request, gettext("A colleague has already done this."))
    else:
        set_aside(contribution)
        messages.success(
            request, gettext("Set aside. You can bring it back for 30 days; then it is deleted.")
        )
    return redirect("contributions")


@may_read_replies
def replies(request: HttpRequest) -> HttpResponse:
    waiting = Reply.objects.unanswered().select_related("page", "contact").defer("contact__address")
    settled = Reply.objects.exclude(pk__in=Reply.objects.unanswered().values("pk"))
    context: dict[str, Any] = {
        "waiting": paginate(request, waiting.newest_first(), per_page=20),
        "settled": settled.select_related("page", "contact").defer("contact__address").newest_first()[:50],
    }
    return render(request, "admin/replies.html", context)


@require_POST
@may_settle_replies
def settle_reply(request: HttpRequest, pk: int, way: str) -> HttpResponse:
    WAYS[way](get_object_or_404(Reply, pk=pk))
    return redirect("replies")


@may_read_contacts
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    """How to reach a writer. That it was looked at is noted where it came from, without the address."""
    found = get_object_or_404(Contact.objects.select_related("contribution__page", "reply__page"), pk=pk)
    log(found.contribution or found.reply, CONTACT_READ, user=request.user)
    return render(request, "admin/contact.html", {"contact": found})


@require_POST
@may_delete_contacts
def delete_contact(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Contact, pk=pk)
    log(found.contribution or found.reply, CONTACT_DELETED, user=request.user)
    back = "replies" if found.reply_id else "contributions"
    found.delete()
    messages.success(request, gettext("The contact is deleted."))
    return redirect(back)
