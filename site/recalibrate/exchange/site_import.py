"""An export becomes the same site again, in a site that is empty: all of it or nothing."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

from blog.make_drafts import make_drafts_of_what_nobody_agreed_to
from blog.models import PostPage
from feeds.models import Curation
from recalibrate.core.models import SiteRevision, User
from recalibrate.core.versions import is_newer
from recalibrate.guardian.models import GuardianReportPage, GuardianUpdatePage
from recalibrate.home.make_roles import make_roles
from recalibrate.search.index import rebuild

from .archive import Archive, ArchiveRefused
from .exported_models import DERIVED, SUBSCRIBERS, exported, label
from .rows import fields_of, from_row, look_again
from .site_export import FORMAT, migrations

MOST_MANIFEST = 64 * 1024**2
MOST_DATA = 1024**3
AT_ONCE = 200


class NotEmpty(RuntimeError):
    """There is something here already that would be lost."""


@dataclass(frozen=True, slots=True)
class PutBack:
    """How many rows of what, and the titles of posts that came back as drafts."""

    counts: dict[str, int]
    drafts: list[str]


def put_back(archive: Archive) -> PutBack:
    """Make this site the one that was taken out."""
    check(archive)
    require_empty()
    counts: dict[str, int] = {}
    with transaction.atomic():
        look_again()
        put_users_back(_rows(archive, User))
        look_again()
        models = [model for model in exported(with_subscribers=True) if model is not User]
        empty([model for model in models if label(model) not in SUBSCRIBERS or _is_in(archive, model)])
        for model in models:
            counts[label(model)] = insert(model, _rows(archive, model))
        for sql in connection.ops.sequence_reset_sql(no_style(), models):
            with connection.cursor() as cursor:
                cursor.execute(sql)
        connection.check_constraints()
        drafts = make_drafts_of_what_nobody_agreed_to(PostPage.objects.all())
        make_roles()
        put_media_back(archive)
        SiteRevision.bump()
    rebuild()
    call_command("rebuild_references_index", verbosity=0)
    call_command("update_index", verbosity=0)
    return PutBack(counts, drafts)


def check(archive: Archive) -> None:
    """Refuse what is not whole, not ours, or of another version."""
    manifest = _manifest(archive)
    here, there = migrations(), manifest.get("migrations", {})
    if manifest.get("format") != FORMAT:
        raise ArchiveRefused("This is not an export of a Recalibrate site, or one of a later format.")
    version = str(manifest.get("version"))
    if is_newer(version, settings.VERSION):
        raise ArchiveRefused(
            f"It was made by version {version}, and this is {settings.VERSION}. Import it into {version}."
        )
    if here != there:
        other = ", ".join(sorted(app for app in {*here, *there} if here.get(app) != there.get(app)))
        raise ArchiveRefused(
            f"It was made by version {version}, with other tables ({other}). Import it into {version}, "
            "and upgrade that site."
        )
    for name, said in manifest["files"].items():
        digest = hashlib.sha256()
        for piece in archive.pieces(name, MOST_DATA) if name in archive else ():
            digest.update(piece)
        if digest.hexdigest() != said["sha256"]:
            raise ArchiveRefused(f"{name} is missing or was changed.")


def _manifest(archive: Archive) -> dict[str, Any]:
    try:
        found = json.loads(archive.read("manifest.json", MOST_MANIFEST))
    except ValueError as error:  # ArchiveRefused is one
        raise ArchiveRefused("This is not an export of a Recalibrate site: it has no manifest.") from error
    return found if isinstance(found, dict) and isinstance(found.get("files"), dict) else {}


def require_empty() -> None:
    for model in (PostPage, GuardianReportPage, GuardianUpdatePage, Curation):
        if model.objects.exists():  # type: ignore[attr-defined]
            raise NotEmpty(f"There are {model._meta.verbose_name_plural} here. Import into an empty site.")


def put_users_back(rows: Iterator[dict[str, Any]]) -> None:
    """Names for what they wrote and decided; nobody can log in with one. A log-in that is here stays."""
    for row in rows:
        User.objects.get_or_create(
            username=row["username"], defaults={**row, "is_active": False, "password": make_password(None)}
        )


def empty(models: list[type[Model]]) -> None:
    """Take out what the migrations and set_up_site made: the export brings its own."""
    for model in (*(apps.get_model(name) for name in DERIVED), *models):
        model._base_manager.all()._raw_delete(using=connection.alias)


def insert(model: type[Model], rows: Iterator[dict[str, Any]]) -> int:
    """Rows as they were, numbers included; no signal, no clock, no file is moved for it."""
    fields, count = fields_of(model), 0
    write = model._base_manager._insert  # type: ignore[attr-defined]
    at_once = max(1, min(AT_ONCE, 900 // len(fields)))
    while things := [from_row(model, row) for row in islice(rows, at_once)]:
        write(things, fields=fields, using=connection.alias, raw=True)
        count += len(things)
    return count


def _is_in(archive: Archive, model: type[Model]) -> bool:
    return f"data/{label(model)}.jsonl" in archive


def _rows(archive: Archive, model: type[Model]) -> Iterator[dict[str, Any]]:
    if _is_in(archive, model):
        yield from map(json.loads, archive.lines(f"data/{label(model)}.jsonl", MOST_DATA))


def put_media_back(archive: Archive) -> None:
    for name in archive.names:
        if name.startswith("media/"):
            place = name.removeprefix("media/")
            if default_storage.exists(place):
                default_storage.delete(place)
            default_storage.save(place, ContentFile(archive.read(name, MOST_DATA)))
