from mimetypes import guess_type

from django.core.files.storage import FileSystemStorage, default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

from recalibrate.infra.public_media import public_name

A_DAY = 24 * 3600  # seconds; a proxy in front keeps them, so the bucket is asked rarely


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture that readers may have, from wherever media are stored; anything else is not there."""
    name = public_name(path)
    if name is None:
        raise Http404("No such picture")
    try:
        if isinstance(default_storage, FileSystemStorage):
            return serve(request, name, document_root=str(default_storage.location))
        return from_elsewhere(name)
    except (OSError, ValueError) as error:
        raise Http404("No such picture") from error


def from_elsewhere(name: str) -> FileResponse:
    """From a bucket, or wherever else is no folder of this machine."""
    kind = guess_type(name)[0] or "application/octet-stream"
    headers = {"Cache-Control": f"public, max-age={A_DAY}"}
    return FileResponse(default_storage.open(name), content_type=kind, headers=headers)
