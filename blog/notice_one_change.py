"""Tells an editor, once a post is saved, that its one sentence does not stand alone. It is a notice, no error."""

from django.contrib import messages
from django.http import HttpRequest
from wagtail.models import Page

from .models import PostPage
from .one_change import notice


def notice_one_change(request: HttpRequest, page: Page) -> None:
    if isinstance(page, PostPage) and (words := notice(page.one_change)):
        messages.warning(request, words)
