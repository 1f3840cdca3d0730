"""A budget for strangers: no anonymous request costs much. New addresses join by themselves."""

import logging

import pytest
from django.test import Client
from every_address import of_readers
from factories import PostPageFactory
from wagtail.models import Page

from benchmarks.strangers import MOST_MEMORY, MOST_SECONDS, Worst, ask_all, pictures, requests, walk

NOISE = 3  # docs/performance.md has what it is on a quiet machine


@pytest.fixture
def stranger(home, settings, caplog) -> Client:
    settings.RATE_LIMITS = False
    caplog.set_level(logging.CRITICAL)
    PostPageFactory(slug="rest")
    return Client(raise_request_exception=False)


def too_dear(found: list[Worst]) -> list[str]:
    over = [one for one in found if one.seconds > NOISE * MOST_SECONDS or one.peak > MOST_MEMORY]
    return [str(one) for one in over] + [f"{one.address}: {what}" for one in found for what in one.broken]


@pytest.mark.parametrize("address", of_readers())
def test_no_address_costs_a_stranger_little_and_us_much(stranger, address):
    mine = slice(of_readers().index(address) % 5, None, 5)  # every fifth: neighbours get the others
    assert too_dear([ask_all(stranger, address, list(requests())[mine])]) == []


def test_no_page_does(stranger):
    addresses = [page.url for page in Page.objects.live() if page.url]
    assert "/posts/rest/" in addresses

    assert too_dear(walk(stranger, ["/", "/posts/rest/"])) == []


@pytest.mark.parametrize("asked", pictures(), ids=lambda asked: asked[0])
def test_no_picture_on_the_story_form_does(stranger, asked):
    name, method, make = asked
    assert too_dear([ask_all(stranger, "/write/", [(name, method, make())])]) == []
