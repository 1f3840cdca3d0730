import gc
import io

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image

from recalibrate.core.blocks import AudioBlock, BodyBlock, ReferenceBlock, TableBlock
from recalibrate.core.models import SiteDocument, SiteImage
from recalibrate.core.syndicated_html import syndicated

TABLE = {
    "table": {
        "caption": "What people buy at 03:10",
        "columns": [{"type": "text", "heading": "What"}, {"type": "number", "heading": "In a week"}],
        "rows": [{"values": ["Crisps", "61"]}, {"values": ["Bananas", "4"]}],
    },
    "has_row_headings": True,
    "source": "The machine",
}


def rendered(*blocks):
    stream = BodyBlock().to_python([{"type": kind, "value": value} for kind, value in blocks])
    return BeautifulSoup(stream.render_as_block(), "html.parser")


def document(name):
    return SiteDocument.objects.create(title=name, file=ContentFile(b"sound", name=name))


@pytest.fixture
def picture(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = io.BytesIO()
    Image.new("RGB", (1600, 900), "#345").save(file, "JPEG")
    yield SiteImage.objects.create(
        title="Lamp", description="A lamp by a shelf.", file=ImageFile(file, name="lamp.jpg")
    )
    gc.collect()


def test_references_and_the_text_that_cites_them_lead_to_each_other():
    page = rendered(
        ("text", "<p>One in five [1]. Small studies [2].</p>"),
        ("references", {"heading": "References", "items": [
            {"text": "<p>A survey.</p>", "doi": ""},
            {"text": "<p>A review.</p>", "doi": "doi:10.1136/bmj.n71"},
            {"text": "<p>Never cited.</p>", "doi": ""},
        ]}),
    )  # fmt: skip

    for link in page.select("a.citation, [role=doc-backlink]"):
        assert page.select(link["href"]), link
    assert page.select_one("#reference-2 a")["href"] == "https://doi.org/10.1136/bmj.n71"
    assert not page.select("#reference-3 [role=doc-backlink]")


def test_a_text_without_references_keeps_its_brackets():
    assert rendered(("text", "<p>Bed [1]</p>")).get_text(strip=True) == "Bed [1]"


def test_blocks_keep_their_order_around_the_references():
    page = rendered(
        ("references", {"heading": "R", "items": [{"text": "<p>First.</p>", "doi": ""}]}),
        ("text", "<p>Second [1].</p>"),
    )

    assert page.get_text(" ", strip=True).index("First.") < page.get_text(" ", strip=True).index("Second")


def test_what_is_no_doi_is_refused_when_published_but_not_in_a_draft():
    block = ReferenceBlock()
    value = block.to_python({"text": "<p>A review.</p>", "doi": "see PubMed"})

    with pytest.raises(ValidationError):
        block.clean(value)
    block.defer_required_validation()
    assert block.clean(value)["doi"] == "see PubMed"


def test_a_table_scrolls_by_itself_and_its_cells_know_their_headings():
    page = rendered(("table", TABLE))

    region = page.select_one("[role=region]")
    assert region["tabindex"] == "0"
    assert region["aria-label"] == page.caption.get_text() == "What people buy at 03:10"
    assert [cell.get_text() for cell in page.select("th[scope=col]")] == ["What", "In a week"]
    assert [cell.get_text() for cell in page.select("th[scope=row]")] == ["Crisps", "Bananas"]
    assert [cell.get_text() for cell in page.select("td")] == ["61", "4"]


def test_a_table_without_a_caption_cannot_be_published():
    block = TableBlock()
    value = block.to_python({**TABLE, "table": {**TABLE["table"], "caption": " "}})

    with pytest.raises(ValidationError):
        block.clean(value)


# Wagtail leaves a rendition's temporary file to the garbage collector, which complains.
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_picture_comes_in_modern_formats_with_its_size_and_its_caption(picture):
    value = {
        "image": {"image": picture.pk, "alt_text": "A lamp.", "decorative": False},
        "caption": "At night",
    }

    page = rendered(("image", value))

    assert [source["type"] for source in page.select("source")] == ["image/avif", "image/webp"]
    assert page.img["alt"] == "A lamp."
    assert page.img["loading"] == "lazy"
    assert int(page.img["width"]) > int(page.img["height"]) > 0
    assert "At night" in page.figcaption.get_text()


def test_a_recording_loads_nothing_before_someone_plays_it(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    value = {"title": "Aloud", "recording": document("aloud.mp3").pk, "length": "6 minutes",
             "transcript": "<p>Every word.</p>"}  # fmt: skip

    page = rendered(("audio", value))

    assert page.audio["preload"] == "none"
    assert page.audio["src"].startswith("/documents/")
    assert not page.audio.has_attr("autoplay")
    assert "Every word." in page.details.get_text()


def test_only_a_sound_file_can_be_a_recording(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    block = AudioBlock()
    value = {"title": "A", "recording": document("a.pdf").pk, "length": "1", "transcript": "<p>T</p>"}

    with pytest.raises(ValidationError):
        block.clean(block.to_python(value))


def test_a_recording_elsewhere_is_a_link_that_says_where_it_leads_and_loads_nothing():
    page = rendered(
        ("recording_elsewhere", {
            "kind": "watch", "title": "On rest", "url": "https://films.example/rest", "publisher": "Films",
            "length": "22 minutes", "why": "", "transcript_url": "https://films.example/rest.txt",
        })
    )  # fmt: skip

    assert not page.select("iframe, video, audio, img, [src]")
    assert [a["href"] for a in page.select("a")] == [
        "https://films.example/rest",
        "https://films.example/rest.txt",
    ]
    assert "Watch at Films" in page.get_text()
    assert "22 minutes" in page.get_text()


def test_what_is_syndicated_has_links_for_recordings_and_notes_of_its_own(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    html = str(
        rendered(
            ("text", "<p>One in five [1].</p>"),
            ("audio", {"title": "Aloud", "recording": document("aloud.mp3").pk, "length": "6 minutes",
                       "transcript": "<p>Every word.</p>"}),
            ("references", {"heading": "References", "items": [{"text": "<p>A survey.</p>", "doi": ""}]}),
        )
    )  # fmt: skip

    sent = BeautifulSoup(syndicated(html, "https://site.example/posts/one/"), "html.parser")

    assert not sent.select("audio, [class]")
    assert "Every word." in sent.get_text()
    at = "https://site.example/posts/one/"
    assert sent.select(f'a[href="{at}#reference-1"][id="cited-1"]')
    assert sent.select(f'#reference-1 a[href="{at}#cited-1"]')
    assert any("aloud" in a["href"] and "Aloud" in a.get_text() for a in sent.select("a"))
