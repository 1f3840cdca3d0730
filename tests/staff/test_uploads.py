"""What editors upload is what it says, and carries nothing of where and when a picture was taken."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from wagtail.documents.forms import get_document_form
from wagtail.images.forms import get_image_form
from wagtail.models import Collection

from recalibrate.core.models import SiteDocument, SiteImage
from recalibrate.staff.document_kinds import validate_content

EXIF_GPS, EXIF_MAKE = 0x8825, 0x010F


def photograph(kind: str = "JPEG", size: tuple[int, int] = (60, 40)) -> bytes:
    """As a phone takes it: with its maker and the place."""
    exif = Image.Exif()
    exif[EXIF_MAKE] = "Fenwold Phones"
    exif.get_ifd(EXIF_GPS)[2] = (52.0, 12.0, 34.0)
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, exif=exif)
    return out.getvalue()


def upload_picture(content: bytes, name: str):
    form = get_image_form(SiteImage)
    there = {"title": "P", "description": "A pond", "collection": Collection.get_first_root_node().pk}
    return form(there, {"file": SimpleUploadedFile(name, content)})


@pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)  # Wagtail’s
@pytest.mark.parametrize(("kind", "name"), [("JPEG", "p.jpg"), ("PNG", "p.png"), ("WEBP", "p.webp")])
def test_no_picture_tells_readers_where_it_was_taken(home, kind, name):
    taken = photograph(kind)
    assert b"Fenwold Phones" in taken
    form = upload_picture(taken, name)
    assert form.is_valid(), form.errors

    picture = form.save()
    for file in (
        picture.file,
        picture.get_rendition("original").file,
        picture.get_rendition("width-30").file,
    ):
        with file.open() as opened:
            content = opened.read()
        with Image.open(io.BytesIO(content)) as shown:
            assert shown.format == kind
            assert not shown.getexif()
        assert b"Fenwold" not in content


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "p.svg"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "p.png"),
        (b"<html><script>alert(1)</script></html>", "p.jpg"),
        (b"\xff\xd8\xff\xe0 not a picture", "p.jpg"),
        (photograph("PNG"), "p.jpg"),
        (photograph()[:400], "p.jpg"),
        (b"", "p.jpg"),
    ],
)
def test_what_is_no_picture_is_refused_in_words(home, content, name):
    form = upload_picture(content, name)

    assert not form.is_valid()
    assert form.errors["file"]


def test_a_small_file_with_too_many_pixels_is_refused_before_it_is_opened(home):
    bomb = io.BytesIO()
    Image.new("1", (12_000, 9_000)).save(bomb, "PNG", optimize=True)
    assert len(bomb.getvalue()) < 50_000

    form = upload_picture(bomb.getvalue(), "p.png")

    assert "pixels" in str(form.errors["file"])


def test_a_file_that_is_too_large_is_refused(home, settings):
    form = get_image_form(SiteImage)
    large = SimpleUploadedFile("p.jpg", photograph() + b"\0" * settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE)

    assert "larger than 30 MB" in str(
        form({"title": "P", "description": "A"}, {"file": large}).errors["file"]
    )


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.7 ...", "a.pdf"),
        (zipped("word/document.xml"), "a.docx"),
        (zipped("xl/workbook.xml"), "a.xlsx"),
        (zipped("content.xml"), "a.odt"),
        (b"a,b\n1,2\n", "a.csv"),
        ("Sleep is not a luxury.".encode("utf-16-le").replace(b"\0", b""), "a.txt"),
        (b"ID3\x04", "a.mp3"),
        (b"\0\0\0\x20ftypM4A ", "a.m4a"),
    ],
)
def test_documents_that_are_what_they_say_are_taken(content, name):
    assert validate_content(io.BytesIO(content), name) == ""


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<!DOCTYPE html><script>", "a.pdf"),
        (b"<!DOCTYPE html><script>", "a.txt"),
        (b"\xef\xbb\xbf <SVG onload=x>", "a.csv"),
        (b"MZ\x90\0\x03", "a.txt"),
        (b"PK\x03\x04 broken", "a.docx"),
        (zipped("evil.exe"), "a.docx"),
        (zipped("word/document.xml", "word/vbaProject.bin"), "a.docx"),
        (b"%PDF-1.7", "a.exe"),
        (b"", "a.pdf"),
    ],
)
def test_documents_that_are_something_else_are_refused(content, name):
    assert validate_content(io.BytesIO(content), name)


def test_the_form_asks(home):
    form = get_document_form(SiteDocument)({"title": "A"}, {"file": SimpleUploadedFile("a.pdf", b"<html>")})

    assert "not what its name says" in str(form.errors["file"])


def test_originals_and_other_folders_of_the_media_are_not_served(client: Client, home, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    for folder in ("original_images", "documents", "avatar_images", "images"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "p.jpg").write_bytes(photograph())

    answers = {
        folder: client.get(f"/media/{folder}/p.jpg").status_code
        for folder in ("original_images", "documents")
    }
    around = client.get("/media/images/../original_images/p.jpg").status_code

    assert answers == {"original_images": 404, "documents": 404}
    assert around == 404
