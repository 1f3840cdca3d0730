"""Ways to write an address of a file that lies beside what readers may have."""

from collections.abc import Iterator

FOLDERS = ("images", "social")
UPWARDS = (
    "../", "./../", "..//", "%2e%2e/", "%2E%2E/", ".%2e/", "..%2f", "%2e%2e%2f", "..%5c", "..\\", "%2e%2e%5c",
    "/../", "//..//", "x/../../", "%2f..%2f", "..;/", "%252e%252e/", "..%252f", "%c0%ae%c0%ae/", "..%00/",
    "%00/../", "%e2%80%ae../", "..%20/", "%0a../",
)  # fmt: skip


def spellings(name: str) -> Iterator[str]:
    """Addresses by which some server, proxy or storage might read the private file `name`."""
    for folder in FOLDERS:
        for upwards in UPWARDS:
            yield f"/media/{folder}/{upwards}{name}"
    for straight in ("", "/", "./", "%2f", "images;/../", "IMAGES/../", "Images/../", "../media/"):
        yield f"/media/{straight}{name}"
    for before in ("//media/", "/MEDIA/", "/media//", "/%6dedia/", "/media/.%2f", "/static/../media/"):
        yield before + name
    yield f"/media/{name.swapcase()}"
    yield f"/media/images/{'a/' * 3}{'../' * 4}{name}"
