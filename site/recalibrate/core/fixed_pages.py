"""Pages that editors write at addresses that the site itself leads to: their slugs, once.

What has a view has a name, and `reverse` knows its address. A page of Wagtail's has none, so its slug is kept
(`fixed_addresses`) and written here.
"""

POSTS, GUARDIAN, PROGRAMMES = "posts", "guardian", "programmes"
ABOUT, ACCESSIBILITY = "about", "accessibility"


def fixed_page(slug: str) -> str:
    """The address of the page with this slug, right below the home page."""
    return f"/{slug}/"
