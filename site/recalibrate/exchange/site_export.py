"""The whole site as a zip of open formats: JSON Lines for each kind, media as they are, and a README."""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import FileField, Model
from django.utils import timezone

from .exported_models import LEFT_OUT, exported, label
from .readme import README
from .rows import as_row, look_again

FORMAT = 1
DAWN_OF_ZIP = (1980, 1, 1, 0, 0, 0)  # the same content makes the same file


@dataclass
class TakenOut:
    """Each file's checksum and, of a kind, how many rows. `missing`: media that are gone."""

    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)


def take_out(path: Path, *, with_subscribers: bool = False) -> TakenOut:
    """Write the export to `path`: everything as it was at one moment."""
    look_again()
    done = TakenOut()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out, transaction.atomic():
        _one_moment()
        media: set[str] = set()
        for model in exported(with_subscribers=with_subscribers):
            lines = list(_lines(model, media))
            if lines:
                _write(out, done, f"data/{label(model)}.jsonl", "".join(lines).encode(), rows=len(lines))
        for name in sorted(media):
            if default_storage.exists(name):
                with default_storage.open(name) as file:
                    _write(out, done, f"media/{name}", file.read())
            else:
                done.missing.append(name)
        left_out = "\n".join(f"- {name}: {why}" for name, why in LEFT_OUT.items())
        _write(out, done, "README.md", README.format(left_out=left_out).encode())
        out.writestr(_entry("manifest.json"), json.dumps(_manifest(done), indent=1, sort_keys=True))
    return done


def _one_moment() -> None:
    """PostgreSQL would answer each query as of its own moment; SQLite's transaction is one already."""
    if connection.vendor == "postgresql" and not connection.savepoint_ids:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _lines(model: type[Model], media: set[str]) -> Iterator[str]:
    files = [f.name for f in model._meta.local_fields if isinstance(f, FileField)]
    for thing in model._base_manager.order_by("pk").iterator(chunk_size=500):
        media.update(name for f in files if (name := getattr(thing, f).name))
        yield json.dumps(as_row(thing), cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True) + "\n"


def _write(out: zipfile.ZipFile, done: TakenOut, name: str, content: bytes, **more: int) -> None:
    out.writestr(_entry(name), content)
    done.files[name] = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest(), **more}


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, DAWN_OF_ZIP)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _manifest(done: TakenOut) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "version": settings.VERSION,
        "migrations": migrations(),
        "files": done.files,
    }


def migrations() -> dict[str, str]:
    """The last migration of each app whose rows are in an export: where they differ, tables may."""
    ours = {model._meta.app_label for model in exported()}
    applied = MigrationRecorder(connection).applied_migrations()
    last: dict[str, str] = {}
    for app, name in sorted(applied):
        if app in ours:
            last[app] = name
    return last
