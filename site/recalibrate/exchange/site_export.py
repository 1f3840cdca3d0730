"""The whole site as a zip of open formats: JSON Lines for each kind, media as they are, and a README."""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import FileField, Model, Q
from django.utils import timezone

from recalibrate.infra.snapshot import snapshot

from .exported_models import LEFT_OUT, ROWS_LEFT_OUT, exported, model_label
from .readme import README
from .rows import clear_cached_numbers, to_row

FORMAT = 1  # raised when older programs could not read it
AT_ONCE = 50  # rows: a version of a long page is large
PIECE = 2**16  # bytes
DAWN_OF_ZIP = (1980, 1, 1, 0, 0, 0)  # the same content makes the same file


@dataclass
class TakenOut:
    """Each file's checksum and, of a kind, how many rows. `missing`: media that are gone."""

    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)


def take_out(path: Path, *, with_subscribers: bool = False) -> TakenOut:
    """Write the export to `path`: everything as it was at one moment, while others go on writing.

    Nothing is held in memory but a line and a piece of a file; one that fails leaves nothing at `path`.
    """
    clear_cached_numbers()
    done = TakenOut()
    partial = path.with_name(f"{path.name}.partial")
    try:
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as out, snapshot():
            _fill(out, done, with_subscribers=with_subscribers)
        partial.rename(path)
    finally:
        partial.unlink(missing_ok=True)
    return done


def _fill(out: zipfile.ZipFile, done: TakenOut, *, with_subscribers: bool) -> None:
    media: set[str] = set()
    for model in exported(with_subscribers=with_subscribers):
        _write_rows(out, done, model, media)
    for name in sorted(media):
        if default_storage.exists(name):
            with default_storage.open(name) as file:
                _write(out, done, f"media/{name}", file.chunks(PIECE))
        else:
            done.missing.append(name)
    left_out = "\n".join(f"- {name}: {why}" for name, why in LEFT_OUT.items())
    _write(out, done, "README.md", [README.format(left_out=left_out).encode()])
    out.writestr(_entry("manifest.json"), json.dumps(_manifest(done), indent=1, sort_keys=True))


def _write_rows(out: zipfile.ZipFile, done: TakenOut, model: type[Model], media: set[str]) -> None:
    """A kind without a row has no file."""
    lines = _lines(model, media)
    if (first := next(lines, None)) is not None:
        name = f"data/{model_label(model)}.jsonl"
        rows = _write(out, done, name, chain([first], lines))
        done.files[name]["rows"] = rows


def _lines(model: type[Model], media: set[str]) -> Iterator[bytes]:
    files = [f.name for f in model._meta.local_fields if isinstance(f, FileField)]
    rows = model._base_manager.exclude(ROWS_LEFT_OUT.get(model_label(model), Q(pk=None)))
    for thing in rows.order_by("pk").iterator(chunk_size=AT_ONCE):
        media.update(name for f in files if (name := getattr(thing, f).name))
        line = json.dumps(to_row(thing), cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True)
        yield f"{line}\n".encode()


def _write(out: zipfile.ZipFile, done: TakenOut, name: str, pieces: Iterable[bytes]) -> int:
    """How many pieces that were."""
    digest, size, count = hashlib.sha256(), 0, 0
    with out.open(_entry(name), "w", force_zip64=True) as file:
        for piece in pieces:
            file.write(piece)
            digest.update(piece)
            size, count = size + len(piece), count + 1
    done.files[name] = {"bytes": size, "sha256": digest.hexdigest()}
    return count


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
