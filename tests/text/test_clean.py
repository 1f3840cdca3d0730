import pytest

from recalibrate.text.clean import EXCERPT_WORDS, clean_line, first_words, markup_to_text, shorten_to


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("Plain words", "Plain words"),
        ("<p>One</p><p>Two</p>", "One Two"),
        ("<ul><li>a</li><li>b</li></ul>", "a b"),
        ("a<br>b", "a b"),
        ("<script>bad()</script>good<style>x{}</style>", "good"),
        ("<noscript>old</noscript><template>t</template><iframe>i</iframe>kept", "kept"),
        ("Fish &amp; chips &lt; &pound;5", "Fish & chips < £5"),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", ""),
        ("&amp;lt;img src=x onerror=alert(1)&amp;gt;after", "after"),
        ("&amp;amp;lt;b&amp;amp;gt;bold", "bold"),
        ("<svg><script>1</script></svg>seen", "seen"),
        ("<math><mtext><table><mglyph><style><img src=x onerror=1>", ""),
        ("<p title='&lt;script&gt;'>quoted</p>", "quoted"),
        ("<!-- hidden -->shown", "shown"),
    ],
)
def test_html_becomes_its_words(html, text):
    assert markup_to_text(html) == text


def test_cleaning_twice_changes_nothing():
    for html in ("<p>a &amp; b</p>", "&lt;b&gt;x", "1 &lt; 2", "AT&amp;T &amp;copy; <i>y</i>"):
        once = markup_to_text(html)

        assert markup_to_text(markup_to_text(once)) == markup_to_text(once)


def test_at_most_151_words_are_looked_at():
    assert len(markup_to_text("word " * 10_000).split()) == 152  # the last is the ellipsis


def test_deep_nesting_still_gives_its_words():
    assert markup_to_text("<div>" * 300 + "Deep words" + "</div>" * 300) == "Deep words"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u202eb\u2066c", "abc"),
        ("a\x00b\ud800c", "abc"),
        ("  many \n\t spaces\u00a0here ", "many spaces here"),
        ("e\u0301", "é"),
        ("नमस्\u200dते", "नमस्\u200dते"),
    ],
)
def test_plain_text_hides_and_reorders_nothing(text, shown):
    assert clean_line(text) == shown


def test_an_excerpt_has_forty_words_at_most_and_no_endless_one():
    excerpt = first_words("x" * 500 + " word" * 60, EXCERPT_WORDS)

    assert len(excerpt.split()) == EXCERPT_WORDS + 1
    assert excerpt.endswith(" …")
    assert max(map(len, excerpt.split())) == 80


def test_shortened_text_fits_with_its_ellipsis():
    assert shorten_to("abcdef", 4) == "abc…"
    assert shorten_to("abcd", 4) == "abcd"
