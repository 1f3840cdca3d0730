import pytest

from feeds.pipeline.addresses import canonical, web_address


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://a.example/x", "https://a.example/x"),
        ("HTTPS://A.EXAMPLE:443/X", "https://a.example/X"),
        ("//a.example/x", "https://a.example/x"),
        ("../x?y=1#z", "https://base.example/x?y=1#z"),
        (" https://a.example/a b\n", "https://a.example/a%20b"),
        ("https://user:pass@a.example/", "https://a.example/"),
        ("http://[2a00::1]:8080/", "http://[2a00::1]:8080/"),
        ("javascript:alert(1)", ""),
        ("JaVaScRiPt:alert(1)", ""),
        ("\x01javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("mailto:a@b.example", ""),
        ("ftp://a.example/", ""),
        ("http://", ""),
        ("http://[::1", ""),
        ("http://a.example:99999/", ""),
        ("http://a.example\\@evil.example/", ""),
        ("https://a.example/" + "x" * 2_000, ""),
    ],
)
def test_an_address_is_absolute_and_of_the_web_or_nothing(address, expected):
    assert web_address(address, "https://base.example/feed/") == expected


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("utm_source=a&b=2&utm_medium=c&a=1", "b=2&a=1"),
        ("fbclid=1&gclid=2&mc_cid=3&_hsenc=4&mtm_x=5", ""),
        ("UTM_Source=a&q=%20x+y", "q=%20x+y"),
        ("b=&a", "b=&a"),
    ],
)
def test_trackers_go_and_everything_else_keeps_its_order_and_spelling(query, kept):
    assert web_address(f"https://a.example/?{query}") == f"https://a.example/{'?' * bool(kept)}{kept}"


def test_counting_redirects_are_unwrapped():
    wrapped = "https://www.google.com/url?sa=t&url=https%3A%2F%2Fa.example%2Fx%3Futm_source%3Dg"

    assert web_address(wrapped) == "https://a.example/x"
    assert web_address("https://www.google.com/url?q=javascript:alert(1)").startswith(
        "https://www.google.com/url"
    )


def test_two_addresses_of_one_story_have_one_canonical_form():
    forms = {
        canonical(web_address(address))
        for address in (
            "http://www.a.example/story/?b=2&a=1",
            "https://a.example/story?a=1&b=2&utm_campaign=x#part",
            "https://A.example:443/story/?a=1&b=2",
        )
    }

    assert forms == {"https://a.example/story?a=1&b=2"}
