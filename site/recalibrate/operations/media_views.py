from mimetypes import guess_type

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

A_DAY = 24 * 3600  # seconds; a proxy in front keeps them, so the bucket is asked rarely


@require_safe
def media(request: HttpRequest, path: str) -> FileResponse:
    """A picture from wherever media are stored, where that is no folder of this machine."""
    try:
        file = default_storage.open(path)
    except (FileNotFoundError, ValueError) as error:
        raise Http404("No such picture") from error
    kind = guess_type(path)[0] or "application/octet-stream"
    return FileResponse(file, content_type=kind, headers={"Cache-Control": f"public, max-age={A_DAY}"})
