"""Every screen that the editors' guide shows is there, as it says. Nothing is saved."""

import pytest
from guide_pictures import LOOK, RECIPES, follow
from playwright.sync_api import Browser, Page
from running_site import sign_in

pytestmark = pytest.mark.browser


def test_every_screen_of_the_guide_is_there(browser: Browser, sample_site) -> None:
    pages: dict[str, Page] = {}
    for recipe in RECIPES:
        if recipe.who not in pages:
            pages[recipe.who] = sign_in(browser, sample_site, recipe.who, **LOOK)
        follow(recipe, pages[recipe.who])
    for page in pages.values():
        page.context.close()
