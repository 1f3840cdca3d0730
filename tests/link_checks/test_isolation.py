"""The check of links goes on past a page or a link that fails."""

import pytest
from django.utils import timezone
from factories import PostPageFactory
from wagtail.images.tests.utils import get_test_image_file

from recalibrate.core.models import FailedItem, SiteImage
from recalibrate.link_checks import keep
from recalibrate.link_checks.check import check_links_that_are_due
from recalibrate.link_checks.models import Link, PageRead
from recalibrate.outbound.types import Reached

FAR = timezone.now() + timezone.timedelta(hours=2)


def page(address, *more):
    text = {"type": "text", "value": f'<p><a href="{address}">x</a></p>'}
    return PostPageFactory(title=address, body=[*more, text])


def test_a_published_picture_in_the_text_is_no_obstacle(home):
    image = SiteImage.objects.create(title="x", description="x", file=get_test_image_file())
    block = {"image": {"image": image.pk, "alt_text": "x", "decorative": False}, "caption": ""}
    page("https://a.example/", {"type": "image", "value": block})
    page("https://b.example/")

    while keep.read_pages(timezone.now()):
        pass

    assert {"https://a.example/", "https://b.example/"} <= set(Link.objects.values_list("address", flat=True))
    assert not FailedItem.objects.exists()


@pytest.mark.parametrize("at_once", [1, 20])
def test_a_page_that_cannot_be_read_keeps_none_after_it_waiting(home, monkeypatch, at_once):
    bad, good = page("https://bad.example/"), page("https://good.example/")
    as_before = keep.links_of

    def links_of(one):
        if one.pk == bad.pk:
            raise ValueError("unreadable")
        return as_before(one)

    monkeypatch.setattr(keep, "links_of", links_of)
    monkeypatch.setattr(keep, "AT_ONCE", at_once)
    for _ in range(20):
        keep.read_pages(timezone.now())

    assert Link.objects.filter(address="https://good.example/", pages=good.pk).exists()
    assert PageRead.objects.filter(page_id=bad.pk).exists()
    assert [item.name for item in FailedItem.objects.all()] == ["https://bad.example/"]


def test_a_link_that_cannot_be_looked_at_ends_the_check_of_no_other(home):
    page("https://good.example/")
    while keep.read_pages(timezone.now()):
        pass
    for address in ("http://[broken/", "https://odd.example/"):
        Link.objects.create(address=address, next_check_at=timezone.now())

    def reach(address):
        if "odd" in address:
            raise ValueError("nobody expected this")
        return Reached(200, address)

    check_links_that_are_due(FAR, reach=reach, pause=0)

    assert Link.objects.get(address="https://good.example/").checked_at
    assert {"http://[broken/", "https://odd.example/"} <= {item.name for item in FailedItem.objects.all()}
