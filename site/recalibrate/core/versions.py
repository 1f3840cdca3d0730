"""Comparing versions, and which program may run on which version's database."""

from typing import NamedTuple


class Version(NamedTuple):
    """As in 0.2.0: tables may differ from one minor version to the next, and never between patches."""

    major: int
    minor: int
    patch: int

    def __str__(self) -> str:
        return ".".join(map(str, self))

    @classmethod
    def read(cls, text: str) -> "Version":
        """ValueError if it is no version of ours."""
        major, minor, patch = map(int, text.split("."))
        return cls(major, minor, patch)


def is_newer(text: str, than: str) -> bool:
    """What is no version of ours is not newer."""
    try:
        return Version.read(text) > Version.read(than)
    except ValueError:
        return False


def may_run_on(program: str, database: str) -> bool:
    """Whether a program may serve a database that another version has migrated.

    An older one may, by one minor version: migrations take nothing away that the release before still uses.
    """
    here, there = Version.read(program), Version.read(database)
    return there[:2] <= here[:2] or (there.major == here.major and there.minor == here.minor + 1)
