"""What travels between ourselves and the process that reads documents: lengths, then JSON or bytes."""

import struct
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any, BinaryIO

from recalibrate.translation import gettext_noop

from ..pipeline.types import ItemData, ReadDocument

TOO_MUCH = gettext_noop("The document takes more time or memory to read than a feed has any reason to.")

LENGTH = struct.Struct(">Q")
READING = tuple(one.name for one in fields(ReadDocument))
ITEM = tuple(one.name for one in fields(ItemData))
MOMENT, LIST = ITEM.index("published_at"), ITEM.index("categories")


def write_message(pipe: BinaryIO, message: bytes) -> None:
    pipe.write(LENGTH.pack(len(message)))
    pipe.write(message)
    pipe.flush()


def read_message(pipe: BinaryIO) -> bytes | None:
    """The next message; None when the other side has closed."""
    head = pipe.read(LENGTH.size)
    return pipe.read(LENGTH.unpack(head)[0]) if len(head) == LENGTH.size else None


def serialise(reading: ReadDocument) -> dict[str, Any]:
    """A reading as JSON takes it."""
    wait = reading.refresh_after
    return {
        **{name: getattr(reading, name) for name in READING},
        "items": [_values(item) for item in reading.items],
        "refresh_after": wait.total_seconds() if wait else None,
    }


def deserialise(answer: dict[str, Any]) -> ReadDocument:
    """The other way round."""
    seconds = answer["refresh_after"]
    return ReadDocument(
        **{
            **answer,
            "items": tuple(map(_item, answer["items"])),
            "refresh_after": None if seconds is None else timedelta(seconds=seconds),
            "skip_hours": tuple(answer["skip_hours"]),
            "remarks": tuple(answer["remarks"]),
        }
    )


def _values(item: ItemData) -> list[Any]:
    """Without names, which would be half of what travels."""
    values = [getattr(item, name) for name in ITEM]
    published_at = values[MOMENT]
    values[MOMENT] = published_at.isoformat() if published_at else None
    return values


def _item(values: list[Any]) -> ItemData:
    values[MOMENT] = datetime.fromisoformat(values[MOMENT]) if values[MOMENT] else None
    values[LIST] = tuple(values[LIST])
    return ItemData(*values)
