from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from blog import sensitivity
from blog.models import PostPage
from recalibrate.core.models import Contributor, StateOfMind
from recalibrate.core.past_slugs import slug_now, takes_slug_of
from recalibrate.help_services.models import HelpService
from recalibrate.web import anonymous_forms
from recalibrate.web.anonymous_forms import anonymous_form
from recalibrate.web.middleware.small_bodies import sends_a_file

from ..forms import OpenForm, ReplyForm, StoryForm
from ..keep import keep_reply, keep_story
from ..models import CONTACT_DAYS, REPLY_DAYS, WritingSettings
from ..receive import receive_submission
from ..upload import keep_uploads_in_memory

STORY, REPLY = "story", "reply"


@sends_a_file
@anonymous_form
@sensitive_post_parameters()
def write_story(request: HttpRequest) -> HttpResponse:
    """Share your story. Another address with ?state= begins with that state chosen."""
    keep_uploads_in_memory(request)
    if request.method != "POST":
        asked = request.GET.get("state", "")
        chosen = (asked and slug_now(StateOfMind, asked)) or asked
        return show_story_form(request, StoryForm(initial={"state": chosen}))
    form = StoryForm(request.POST, request.FILES)
    refusal = receive_submission(request, form, STORY, lambda reason: keep_story(form.cleaned_data, reason))
    if refusal is None:
        return redirect("written", permanent=False)
    return show_story_form(request, form, token=refusal.token, status=refusal.status)


@takes_slug_of(PostPage)
@anonymous_form
@sensitive_post_parameters()
def reply(request: HttpRequest, slug: str) -> HttpResponse:
    """Write to the editor about a post that everybody may read."""
    post = get_object_or_404(PostPage.objects.published(), slug=slug)
    if request.method != "POST":
        return show_reply_form(request, ReplyForm(), post)
    form = ReplyForm(request.POST)
    name = f"{REPLY}:{post.pk}"
    refusal = receive_submission(
        request, form, name, lambda reason: keep_reply(post, form.cleaned_data, reason)
    )
    if refusal is None:
        return redirect("replied", permanent=False)
    return show_reply_form(request, form, post, token=refusal.token, status=refusal.status)


def show_story_form(
    request: HttpRequest, form: StoryForm, *, token: str = "", status: int = 200
) -> HttpResponse:
    names = Contributor.objects.filter(is_anonymous=True).values_list("name", flat=True)
    context = {
        "states": StateOfMind.objects.all(),
        "bylines": names,
        "chosen_state": form["state"].value() or "",
    }
    return _show(
        request, "pages/write.html", form, context, token or anonymous_forms.issue_token(STORY), status
    )


def show_reply_form(
    request: HttpRequest, form: ReplyForm, post: PostPage, *, token: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "post": post,
        "has_help_first": sensitivity.needs_second_approver(post.sensitivity),
        "reply_days": REPLY_DAYS,
    }
    return _show(
        request,
        "pages/reply.html",
        form,
        context,
        token or anonymous_forms.issue_token(f"{REPLY}:{post.pk}"),
        status,
    )


def _show(
    request: HttpRequest, template: str, form: OpenForm, more: dict[str, Any], token: str, status: int
) -> HttpResponse:
    context = {
        "form": form,
        "token": token,
        "help_services": HelpService.objects.for_panel(),
        "promises": WritingSettings.load(),
        "contact_days": CONTACT_DAYS,
        **more,
    }
    return render(request, template, context, status=status)


def story_sent(request: HttpRequest) -> HttpResponse:
    return _thanks(request, "story")


def replied(request: HttpRequest) -> HttpResponse:
    return _thanks(request, "reply")


def _thanks(request: HttpRequest, what: str) -> HttpResponse:
    context = {
        "what": what,
        "help_services": HelpService.objects.for_panel(),
        "promises": WritingSettings.load(),
    }
    return render(request, "pages/written.html", context)
