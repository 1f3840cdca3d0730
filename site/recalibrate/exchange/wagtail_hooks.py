from django.contrib import messages
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from wagtail import hooks
from wagtail.models import Page

from .models import Origin

MOST_REMARKS = 20


@hooks.register("before_edit_page")
def say_what_to_look_at(request: HttpRequest, page: Page) -> None:
    """Above a draft that was brought in, until it is published: what is missing, and what is unclear."""
    if request.method != "GET" or page.live:
        return
    for origin in Origin.objects.filter(page_id=page.pk).exclude(remarks=[]):
        lines = format_html_join("", "<li>{}</li>", ((line,) for line in origin.remarks[:MOST_REMARKS]))
        more = len(origin.remarks) - MOST_REMARKS
        messages.warning(
            request,
            format_html(
                "This post was brought in from elsewhere. To look at before it is published: <ul>{}</ul>{}",
                lines,
                f"and {more} more, in the report of the import" if more > 0 else "",
            ),
        )
