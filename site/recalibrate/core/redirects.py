"""Answers that send readers and their programs on, and how long anybody may believe them."""

from django.http import HttpResponsePermanentRedirect, HttpResponseRedirect
from django.http.response import HttpResponseRedirectBase

# A redirect without this is kept by browsers for as long as they like: a slug that is given back would then
# lead them in a circle.
BRIEFLY = "public, max-age=60"
NEVER = "private, no-store"


def led_to(
    url: str, *, permanent: bool, keeps_method: bool = False, cache_control: str = BRIEFLY
) -> HttpResponseRedirectBase:
    """301 or 302; with `keeps_method` 308 or 307, so that what a reader sends in a form arrives."""
    kind = HttpResponsePermanentRedirect if permanent else HttpResponseRedirect
    return kind(url, preserve_request=keeps_method, headers={"Cache-Control": cache_control})
