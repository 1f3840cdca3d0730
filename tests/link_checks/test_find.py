"""Where pages lead, by their own content."""

import pytest
from factories import PostPageFactory

from recalibrate.home.models import InformationPage
from recalibrate.link_checks.find import links_of

OURS = "http://localhost"


def linking(*links):
    return "".join(f'<p><a href="{address}">words</a></p>' for address in links)


def table(cell):
    return {
        "table": {
            "caption": "C",
            "columns": [{"type": "rich_text", "heading": "H"}],
            "rows": [{"values": [cell]}],
        }
    }


def test_links_are_found_wherever_a_page_may_have_them(home, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://here.example"
    reference = {"text": linking("https://a.example/in-a-list"), "doi": "10.1136/bmj.n71"}
    post = PostPageFactory(
        try_now=linking("https://a.example/try", "https://here.example/help/?a=b#now"),
        what_should_change='<p><a linktype="page" id="7">p</a> <a linktype="document" id="3">d</a></p>',
        body=[
            {"type": "text", "value": linking("https://a.example/text?q=1&amp;r=2#part")},
            {"type": "details", "value": {"summary": "S", "text": linking("http://b.example/")}},
            {"type": "references", "value": {"heading": "R", "items": [reference]}},
            {"type": "table", "value": table(linking("https://a.example/cell"))},
        ],
    )

    assert links_of(post) == {
        *(f"https://a.example/{path}" for path in ("in-a-list", "try", "text?q=1&r=2", "cell")),
        *("http://b.example/", "https://doi.org/10.1136/bmj.n71"),
        *("/help/", "page:7", "document:3"),
    }


def test_pages_of_every_kind_are_read(home):
    page = home.add_child(
        instance=InformationPage(
            title="About", body=[{"type": "text", "value": linking("https://a.example/about", "/help/")}]
        )
    )

    assert links_of(InformationPage.objects.get(pk=page.pk)) == {"https://a.example/about", "/help/"}


@pytest.mark.parametrize(
    "address",
    ["mailto:a@a.example", "tel:116123", "#part", "javascript:alert(1)", "//a.example/", "http://[", "https://",
     "words", "https://a.example/" + "x" * 2_000],
)  # fmt: skip
def test_what_leads_to_no_page_is_left_out(home, address):
    assert links_of(PostPageFactory(try_now=linking(address))) == set()
