"""An import from the admin: looked through, brought in while the editor goes on working, taken back whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from django.db import transaction
from django.utils.translation import gettext, gettext_noop
from wagtail.models import PageLogEntry

from blog.models import PostPage
from recalibrate.core.models import SiteImage

from . import tumblr, wordpress
from .archive import Archive, ArchiveRefused
from .imported_post import Arriving, LeftOut, Said
from .models import ImportRun, Origin
from .pictures import Pictures
from .post_import import Options, bring_in

TELL_EVERY = 10  # posts
PUBLISHED = gettext_noop("Something of it was published: take back by hand what should go.")


class CannotBeTakenBack(ValueError):
    """Why, in an editor's words."""


def carry_out(run: ImportRun, *, is_dry: bool) -> None:
    """Look through the file of `run`, or bring it in; either way its report is kept with it."""
    run.trouble = ""
    try:
        with _opened(run) as (things, archives):
            report = bring_in(
                things,
                Pictures(archives, may_fetch=True, run=run),
                Options(run.started_by, is_dry=is_dry, run=run),
                lambda count: _tell(run, count),
            )
    except ArchiveRefused as refused:
        run.state, run.trouble, run.content = run.State.FAILED, str(refused), None
    else:
        run.report, run.done = report.as_json(), len(report.made)
        run.state = run.State.CHECKED if is_dry else run.State.DONE
        run.content = run.content if is_dry else None
    run.save()


def _tell(run: ImportRun, count: int) -> None:
    if count % TELL_EVERY == 0:
        ImportRun.objects.filter(pk=run.pk).update(done=count)


@contextmanager
def _opened(run: ImportRun) -> Iterator[tuple[Iterator[Arriving | LeftOut | Said], list[Archive]]]:
    content = bytes(run.content or b"")
    if run.kind == run.Kind.WORDPRESS:
        yield wordpress.read_wxr(content), []
        return
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"export{PurePosixPath(run.name).suffix.lower()}"
        path.write_bytes(content)
        with Archive(path, only=path.suffix in (".json", ".xml")) as archive:
            yield tumblr.read_tumblr(archive, run.blog.rstrip("/")), [archive]


@transaction.atomic
def undo_run(run: ImportRun) -> int:
    """Delete every draft and picture that `run` brought, and forget that it did; how many drafts that were.

    Raises CannotBeTakenBack once one of them was published. A picture that something else shows stays.
    """
    origins = Origin.objects.filter(run=run)
    posts = PostPage.objects.filter(pk__in=origins.exclude(page=None).values("page"))
    numbers = list(posts.values_list("pk", flat=True))
    was_published = PageLogEntry.objects.filter(page_id__in=numbers, action="wagtail.publish").exists()
    if was_published or posts.filter(live=True).exists():
        raise CannotBeTakenBack(gettext(PUBLISHED))
    images = list(SiteImage.objects.filter(pk__in=origins.exclude(image=None).values("image")))
    for post in posts:
        post.delete()
    for image in images:
        if not image.get_usage().exists():
            image.delete()
    origins.delete()
    ImportRun.objects.filter(pk=run.pk).update(state=ImportRun.State.TAKEN_BACK)
    return len(numbers)
