"""Every screen that the editors' guide shows is there, as it says. Nothing is saved."""

import pytest
from guide_pictures import RECIPES, follow, sign_in
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


def test_every_screen_of_the_guide_is_there(browser: Browser, sample_site) -> None:
    pages: dict[str, Page] = {}
    for recipe in RECIPES:
        page = pages.get(recipe.who) or pages.setdefault(
            recipe.who, sign_in(browser, sample_site, recipe.who)
        )
        follow(recipe, page)
    for page in pages.values():
        page.context.close()
