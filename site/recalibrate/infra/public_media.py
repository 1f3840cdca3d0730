"""Which files of the media readers may have. One function decides, and what it returns is what is opened."""

import posixpath

FOLDERS = (
    "images",
    "social",
)  # sizes of pictures, and pages' pictures; originals and documents lie beside them
LONGEST = 255  # bytes: as long as a name may be, in a file system and in our tables


def public_name(path: str) -> str | None:
    """The file that an address below `/media/` names, or None where readers may not have it.

    A name has one spelling. Any other (`..`, doubled or trailing slashes, backslashes, control characters)
    names nothing, so that no storage or file system can understand by it what was not decided about.
    """
    folder, _, name = path.partition("/")
    is_one_spelling = path == posixpath.normpath(path) and path.isprintable() and "\\" not in path
    is_hidden = any(part.startswith(".") for part in path.split("/"))  # such as what is still being written
    is_public = folder in FOLDERS and bool(name) and is_one_spelling and not is_hidden
    return path if is_public and len(path.encode(errors="replace")) <= LONGEST else None
