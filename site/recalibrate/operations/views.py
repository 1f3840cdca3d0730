from mimetypes import guess_type

from django.core.files.storage import FileSystemStorage, default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

from recalibrate.infra.public_media import public_name
from recalibrate.staff.unread_pictures import unread_picture
from recalibrate.stories.pictures import may_see_unread

A_DAY = 24 * 3600  # seconds; a proxy in front keeps them, so the bucket is asked rarely


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture that any reader may have, from wherever media are stored; anything else is not there."""
    name = public_name(path)
    if name is None:
        raise Http404("No such picture")
    unread = unread_picture(name)
    if unread is not None and not may_see_unread(unread, request.user):
        raise Http404("No such picture")
    try:
        response = opened(request, name)
    except (OSError, ValueError) as error:
        raise Http404("No such picture") from error
    if unread is not None:
        response.headers["Cache-Control"] = "private, no-store"
    return response


def opened(request: HttpRequest, name: str) -> HttpResponseBase:
    if isinstance(default_storage, FileSystemStorage):
        return serve(request, name, document_root=str(default_storage.location))
    kind = guess_type(name)[0] or "application/octet-stream"
    headers = {"Cache-Control": f"public, max-age={A_DAY}"}
    return FileResponse(default_storage.open(name), content_type=kind, headers=headers)
