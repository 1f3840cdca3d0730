"""Pictures of what is brought in: out of the archive, or through the safe fetcher; drawn anew either way."""

import io
import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from django.core.files.base import ContentFile
from django.utils.text import slugify
from django.utils.translation import gettext, gettext_noop

from recalibrate.core.models import SiteImage
from recalibrate.infra.pictures import EDITORS, PictureRefused, redrawn
from recalibrate.outbound.errors import RemoteError
from recalibrate.outbound.fetch import fetch
from recalibrate.outbound.site_policy import policy
from recalibrate.outbound.types import Fetched, FetchRequest

from .archive import Archive, ArchiveRefused
from .models import ImportRun, Origin

NOT_FETCHED = gettext_noop("it is not in the archive, and nothing is fetched (--no-fetch)")


_SMALLER = re.compile(r"-\d{1,5}x\d{1,5}(?=\.[A-Za-z]{1,5}$)")


class PictureMissing(ValueError):
    """Why there is no picture, in an editor's words."""


class Pictures:
    """Each picture once, however many posts show it and however often this runs."""

    def __init__(self, archives: Iterable[Archive], *, may_fetch: bool, run: ImportRun | None = None) -> None:
        self.archives, self.may_fetch, self.run = tuple(archives), may_fetch, run

    def __call__(self, source: str, alt: str) -> SiteImage:
        origin = (
            Origin.objects.filter(address=source[:500], image__isnull=False).select_related("image").first()
        )
        if origin and origin.image:
            return origin.image
        try:
            content, ending = redrawn(io.BytesIO(self._content(source)), EDITORS)
        except PictureRefused as refused:
            raise PictureMissing(str(refused)) from refused
        except PictureMissing:
            raise
        except ValueError as error:
            raise PictureMissing(gettext("its address cannot be read")) from error
        stem = slugify(PurePosixPath(unquote(urlsplit(source).path)).stem)[:60] or "picture"
        image = SiteImage.objects.create(
            title=(alt or stem)[:255], description=alt[:255], file=ContentFile(content, f"{stem}.{ending}")
        )
        Origin.objects.update_or_create(address=source[:500], defaults={"image": image, "run": self.run})
        return image

    def _content(self, source: str) -> bytes:
        for archive in self.archives:
            if name := found_in(archive, source):
                try:
                    return archive.read(name, EDITORS.most_bytes)
                except ArchiveRefused as refused:
                    raise PictureMissing(str(refused)) from refused
        if urlsplit(source).scheme not in ("http", "https"):
            raise PictureMissing(gettext("it is not in the archive"))
        if not self.may_fetch:
            raise PictureMissing(gettext(NOT_FETCHED))
        return fetched(source)


def found_in(archive: Archive, source: str) -> str:
    """The name under which an archive or a folder has a picture, or nothing.

    As it says, or among its media; else the one file whose last folders and name are the same. WordPress
    names smaller copies after the picture: `tea-300x200.jpg` is `tea.jpg`.
    """
    parts = urlsplit(source)
    path = PurePosixPath(unquote(parts.path))
    names = [*([] if parts.scheme else [source]), parts.path.lstrip("/"), f"media/{path.name}"]
    if found := next((name for name in names if name in archive), ""):
        return found
    for wanted in (path, path.with_name(_SMALLER.sub("", path.name))) if path.name else ():
        for count in (4, 3, 2, 1):
            ending = wanted.parts[-count:]
            same = [
                name for name in archive.named(wanted.name) if PurePosixPath(name).parts[-count:] == ending
            ]
            if len(same) == 1:
                return same[0]
    return ""


def fetched(source: str) -> bytes:
    try:
        answer = fetch(FetchRequest(source), policy())
    except RemoteError as error:
        raise PictureMissing(str(error)) from error
    if not isinstance(answer, Fetched):
        raise PictureMissing(gettext("the server says that nothing has changed"))
    return answer.body
