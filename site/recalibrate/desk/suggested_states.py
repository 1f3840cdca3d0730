"""For a post that is being written: the states of mind that its words speak of, each with its reason."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.rich_text import get_text_for_indexing

from blog.models import PostPage
from feeds.curating.suggestions import knowledge, labels
from feeds.pipeline.suggest import suggest
from recalibrate.core.models import SiteRevision


def text_of(post: PostPage) -> str:
    rich = (post.short_version, post.try_now, post.what_should_change)
    in_body = post.body.stream_block.get_searchable_content(post.body)
    return " ".join([post.summary, *map(get_text_for_indexing, rich), *map(str, in_body)])


def suggestions(post: PostPage) -> list[dict[str, Any]]:
    stamp = SiteRevision.current()
    names = {str(state.pk): state.name for state in labels(stamp)[0]}
    found = suggest(knowledge(stamp)[0], post.title, text_of(post), asks_whose=True)
    return [{"pk": each.key, "name": names[each.key], "why": each.reason} for each in found]


@never_cache
@require_safe
def suggested_states(request: HttpRequest, pk: int) -> HttpResponse:
    post = get_object_or_404(PostPage, pk=pk)
    user: Any = request.user
    if not post.permissions_for_user(user).can_edit():
        raise PermissionDenied
    return JsonResponse({"suggestions": suggestions(post.get_latest_revision_as_object())})
