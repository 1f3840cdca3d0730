"""An export becomes the same site again, in a site that is empty: all of it or nothing."""

import hashlib
import json
from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Model
from django.utils.translation import gettext

from blog.make_drafts import unpublish_unapproved_posts
from blog.models import PostPage
from feeds.models import Curation
from recalibrate.core.models import SiteRevision, User
from recalibrate.core.versions import is_newer
from recalibrate.guardian.models import GuardianReportPage, GuardianUpdatePage
from recalibrate.home.make_roles import make_roles
from recalibrate.search.index import rebuild

from .archive import Archive, ArchiveRefused
from .exported_models import DERIVED, SUBSCRIBERS, exported, model_label
from .rows import LOG_IN, clear_cached_numbers, fields_of, from_row
from .site_export import FORMAT, migrations

MOST_MANIFEST = 64 * 1024**2  # lists every file, at a few hundred bytes each
MOST_DATA = 1024**3  # of one kind of row; a hundred thousand items take a tenth of it
AT_ONCE = 200  # rows in a statement, as long as its values stay under SQLite’s 999
NOT_FITTING = (
    AttributeError,
    DatabaseError,
    LookupError,
    ObjectDoesNotExist,
    TypeError,
    ValidationError,
    ValueError,
)


class NotEmpty(RuntimeError):
    """There is something here already that would be lost."""


@dataclass(frozen=True, slots=True)
class PutBack:
    """How many rows of what, and the titles of posts that came back as drafts."""

    counts: dict[str, int]
    drafts: list[str]


def put_back(archive: Archive) -> PutBack:
    """Make this site the one that was taken out."""
    validate_archive(archive)
    require_empty()
    counts: dict[str, int] = {}
    with transaction.atomic():
        clear_cached_numbers()
        put_users_back(_rows(archive, User))
        clear_cached_numbers()
        models = [model for model in exported(with_subscribers=True) if model is not User]
        empty([model for model in models if model_label(model) not in SUBSCRIBERS or _is_in(archive, model)])
        for model in models:
            counts[model_label(model)] = insert(model, _rows(archive, model))
        for sql in connection.ops.sequence_reset_sql(no_style(), models):
            with connection.cursor() as cursor:
                cursor.execute(sql)
        _require_whole()
        drafts = unpublish_unapproved_posts(PostPage.objects.all())
        make_roles()
        put_media_back(archive)
        SiteRevision.bump()
    rebuild()
    call_command("rebuild_references_index", verbosity=0)
    call_command("update_index", verbosity=0)
    return PutBack(counts, drafts)


def _require_whole() -> None:
    try:
        connection.check_constraints()
    except IntegrityError as error:
        raise ArchiveRefused(
            gettext("A line in it names something that is not in it: {error}").format(error=error)
        ) from error


def validate_archive(archive: Archive) -> None:
    """Refuse what is not whole, not ours, or of another version."""
    manifest = _manifest(archive)
    here, there = migrations(), manifest.get("migrations", {})
    if manifest.get("format") != FORMAT:
        raise ArchiveRefused(
            gettext("This is not an export of a Recalibrate site, or one of a later format.")
        )
    version = str(manifest.get("version"))
    if is_newer(version, settings.VERSION):
        raise ArchiveRefused(
            gettext("It was made by version {version}, and this is {ours}. Import it into {version}.").format(
                version=version, ours=settings.VERSION
            )
        )
    if here != there:
        other = ", ".join(sorted(app for app in {*here, *there} if here.get(app) != there.get(app)))
        raise ArchiveRefused(
            gettext(
                "It was made by version {version}, with other tables ({other}). Import it into {version}, "
                "and upgrade that site."
            ).format(version=version, other=other)
        )
    _require_named(archive, manifest["files"])
    for name, said in manifest["files"].items():
        digest = hashlib.sha256()
        for piece in archive.pieces(name, MOST_DATA) if name in archive else ():
            digest.update(piece)
        if not isinstance(said, dict) or digest.hexdigest() != said.get("sha256"):
            raise ArchiveRefused(gettext("{name} is missing or was changed.").format(name=name))


def _require_named(archive: Archive, named: Container[str]) -> None:
    """Nothing comes in that the manifest does not answer for, nor of a kind that is none of ours."""
    known = {f"data/{model_label(model)}.jsonl" for model in exported(with_subscribers=True)}
    for name in archive.names:
        if name not in named and name != "manifest.json":
            raise ArchiveRefused(
                gettext("{name} is not named in the manifest: it was added later.").format(name=name)
            )
        if name.startswith("data/") and name not in known:
            raise ArchiveRefused(
                gettext("{name} is of a kind that this version does not know.").format(name=name)
            )


def _manifest(archive: Archive) -> dict[str, Any]:
    try:
        found = json.loads(archive.read("manifest.json", MOST_MANIFEST))
    except ValueError as error:  # ArchiveRefused is one
        raise ArchiveRefused(
            gettext("This is not an export of a Recalibrate site: it has no manifest.")
        ) from error
    return found if isinstance(found, dict) and isinstance(found.get("files"), dict) else {}


def require_empty() -> None:
    for model in (PostPage, GuardianReportPage, GuardianUpdatePage, Curation):
        if model.objects.exists():  # type: ignore[attr-defined]
            raise NotEmpty(
                gettext("There are {things} here. Import into an empty site.").format(
                    things=model._meta.verbose_name_plural
                )
            )


def put_users_back(rows: Iterator[dict[str, Any]]) -> None:
    """Names for what they wrote and decided; no log-in works with one. A log-in that is here stays."""
    for number, row in enumerate(rows, 1):
        with _fits(User, number):
            _require_columns(set(LOG_IN), row)
            User.objects.get_or_create(
                username=row["username"],
                defaults={**row, "is_active": False, "password": make_password(None)},
            )


def empty(models: list[type[Model]]) -> None:
    """Take out what the migrations and set_up_site made: the export brings its own."""
    for model in (*(apps.get_model(name) for name in DERIVED), *models):
        model._base_manager.all()._raw_delete(using=connection.alias)


def insert(model: type[Model], rows: Iterator[dict[str, Any]]) -> int:
    """Rows as they were, numbers included; no signal, no clock, no file is moved for it."""
    fields, count = fields_of(model), 0
    columns = {field.attname for field in fields}
    write = model._base_manager._insert  # type: ignore[attr-defined]
    at_once = max(1, min(AT_ONCE, 900 // len(fields)))
    while some := list(islice(rows, at_once)):
        things = []
        for number, row in enumerate(some, count + 1):
            with _fits(model, number):
                _require_columns(columns, row)
                things.append(from_row(model, row))
        with _fits(model, count + 1, len(some)):
            write(things, fields=fields, using=connection.alias, raw=True)
        count += len(things)
    return count


def _require_columns(columns: set[str], row: Any) -> None:
    if not isinstance(row, dict):
        raise ValueError(gettext("it is not an object"))
    if missing := columns - row.keys():
        raise ValueError(gettext("it lacks {names}").format(names=", ".join(sorted(missing))))
    if unknown := row.keys() - columns:
        raise ValueError(
            gettext("it has {names}, which this version does not know").format(
                names=", ".join(sorted(unknown))
            )
        )


@contextmanager
def _fits(model: type[Model], number: int, count: int = 1) -> Iterator[None]:
    """Say which lines do not fit, and why, instead of ending in a traceback."""
    try:
        yield
    except NOT_FITTING as error:
        lines = (
            gettext("Line {number}").format(number=number)
            if count == 1
            else gettext("One of the lines {first} to {last}").format(first=number, last=number + count - 1)
        )
        why = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        raise ArchiveRefused(
            gettext("{lines} of {file} does not fit: {why}.").format(
                lines=lines, file=f"data/{model_label(model)}.jsonl", why=why
            )
        ) from error


def _is_in(archive: Archive, model: type[Model]) -> bool:
    return f"data/{model_label(model)}.jsonl" in archive


def _rows(archive: Archive, model: type[Model]) -> Iterator[dict[str, Any]]:
    if _is_in(archive, model):
        for number, line in enumerate(archive.lines(f"data/{model_label(model)}.jsonl", MOST_DATA), 1):
            with _fits(model, number):
                row = json.loads(line)
            yield row


def put_media_back(archive: Archive) -> None:
    for name in archive.names:
        if name.startswith("media/"):
            place = name.removeprefix("media/")
            if default_storage.exists(place):
                default_storage.delete(place)
            default_storage.save(place, ContentFile(archive.read(name, MOST_DATA)))
