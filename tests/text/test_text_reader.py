"""The words of HTML: none glued, none lost, none of the furniture, and every hard one judged."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.pipeline.sensitive import hard_words
from recalibrate.text.clean import for_judging, markup_to_text, markup_to_title, read_markup, verbatim
from recalibrate.text.text_reader import MAX_HTML, read_text

HARD = "suicide"
SHAPES = [
    "<p>Talking about it<p>{}",
    "Talking about it<p>{}<p>Among staff",
    "Three things:<ul><li>Burnout<li>{}<li>Sleep</ul>",
    "<table><tr><td>Monday<td>{}<td>Tea</table>",
    "<dl><dt>Aim<dd>{}<dt>Next</dl>",
    "<h2>Aim<p>{}",
    "Summary<div>{}</div>more",
    "Rates of {}<sup>1</sup> rose",
    "Rates of {}<sub>a</sub> rose",
    "<sec><title>{}</title><p>Text</p></sec>",
    "<jats:sec><jats:title>Aim</jats:title><jats:p>{}</jats:p></jats:sec>",
    "<list><list-item>Rest</list-item><list-item>{}</list-item></list>",
    "<text>{}</text><set>of</set><use>words</use>",
    "<select><option>Rest<option>{}</select>",
    "<figure><img src=a.png><figcaption>{}</figcaption></figure>Text",
    "<img src=a.png alt='{}'>Text",
    "<svg><text>{}</text></svg>Text",
    "<math><mtext>{}</mtext></math> Text",
    "<button>{}</button>Text",
    "Read this first<br>{}<hr>Text",
    "<blockquote>Text<footer>{}</footer></blockquote>",
    "word " * 3_000 + "<p>{}",
    "<div>" * 400 + "{}" + "</div>" * 400,
    "<b>" * 60 + "{}" + "</b>" * 60,
    "<p>a<b>" + "<i>x</i>" * 60 + " {}",
]


ELEMENTS = """
    address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hgroup hr li listing main marquee menu nav ol p plaintext pre search section
    summary ul xmp button canvas legend optgroup option select textarea
    audio video picture meter progress noscript title sec list list-item text set use view switch disp-quote boxed-text
"""


IN_TABLES = ("td", "th", "caption")  # text elsewhere in a table is moved before it, in a browser too


@pytest.mark.parametrize("ending", ["</{0}>", ""], ids=["ended", "left open"])
def test_a_hard_word_is_judged_within_any_element_that_stands_apart(ending):
    shapes = {name: f"Rest<{name}>{HARD}{ending.format(name)}<p>Tea" for name in ELEMENTS.split()}
    shapes |= {name: f"<table>Rest<{name}>{HARD}{ending.format(name)}<p>Tea</table>" for name in IN_TABLES}
    unheard = [name for name, html in shapes.items() if hard_words("A title", read_markup(html).said) != HARD]

    assert unheard == []


@pytest.mark.parametrize(
    "between",
    ["<b></b>", "<i>", "<!-- x -->", "<script>x</script>", "<style>x</style>", "<wbr>", "&shy;", "&#8203;", "&zwnj;",
     "&#8288;", "<template>x</template>"],
)  # fmt: skip
def test_nothing_that_is_not_shown_hides_a_hard_word(between):
    said = read_markup(f"<p>Rates of sui{between}cide rose").said

    assert hard_words("A title", for_judging(said)) == HARD


@pytest.mark.parametrize("shape", SHAPES)
def test_a_hard_word_is_judged_in_every_shape(shape):
    assert hard_words("A title", read_markup(shape.format(HARD)).said) == HARD


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>one<p>two", "one two"),
        ("a<div>b</div>c", "a b c"),
        ("in<b>di</b>vidual", "individual"),
        ("CO<sub>2</sub>, 10<sup>3</sup> and 1<sup>st</sup>", "CO2, 10³ and 1st"),
        ("staff<sup>1,2</sup> rest", "staff 1,2 rest"),
        ("it&#146;s &#128; &#55357;&#56481; &#xD83D;&#xDCA1;", "it’s € 💡 💡"),
        ("lost &#55357;&#1234; half", "lost \ufffdӒ half"),
        ("<head>kept</head>", "kept"),
        ("<img alt='A poster'>", "A poster"),
        ("<img alt='A poster'>and words", "and words"),
        ("R&D costs 5 < 6 & 7", "R&D costs 5 < 6 & 7"),
        ("Use the &lt;b&gt; tag, <i>always</i>", "Use the <b> tag, always"),
        ("<p>Rest.</p><p>The post Rest week appeared first on A Site.</p>", "Rest."),
        ("<p>Share this post. Subscribe now. Rest well.</p><p>Read more »</p>", "Rest well."),
        ("<p>Read more</p>", "Read more"),
        ("<p>Photo by A. Person on a site</p><p>Rest well. Read more</p>", "Rest well."),
    ],
)
def test_html_says_what_a_browser_shows(html, text):
    assert markup_to_text(html) == text


def test_plain_text_is_never_looked_at_as_markup():
    assert markup_to_text(verbatim("Why <details> & &amp; help <b>")) == "Why <details> & &amp; help <b>"


@pytest.mark.parametrize(
    ("written", "is_html", "title"),
    [
        ("CD4<CD8 in exposed staff", True, "CD4<CD8 in exposed staff"),
        ("Using the <select> menu", True, "Using the <select> menu"),
        ("Using the <select> menu", False, "Using the <select> menu"),
        ("Why <script> harms", True, "Why <script> harms"),
        ("Why <script>it</script>harms", True, "Why harms"),
        ("<!-- no -->R&D", True, "R&D"),
        ("if a<b and c>d", True, "if a<b and c>d"),
        ("a <!-- b", True, "a <!-- b"),
        ("<b>Rest</b> <i class='x'>well</i>", True, "Rest well"),
        ("Effect of <math><mi>n</mi><mo>=</mo><mn>3</mn></math> nights", True, "Effect of n=3 nights"),
        ("<mml:math><mml:mi>β</mml:mi></mml:math>-blockers", True, "β-blockers"),
        ("&lt;b&gt;Rest&lt;/b&gt;", True, "Rest"),
        ("<img src='x'>", True, ""),
    ],
)
def test_a_title_keeps_its_words(written, is_html, title):
    assert markup_to_title(written, is_html=is_html) == title


WORDS = st.sampled_from(["rest", "tea", "5 < 6", "R&amp;D", "&#146;", "<", "&lt;p&gt;", "<p", "<sec>"])
TAGS = st.sampled_from(
    ["<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<li>", "<br>", "<td>", "<svg>", "<a "]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS | TAGS, max_size=40).map(" ".join))
def test_nothing_that_is_shown_goes_unsaid(html):
    text = read_text(html)

    assert set(text.shown.split()) <= set(text.said.split())


@pytest.mark.parametrize(
    "unit",
    ["<div>", "<b x=1>", "<ul><li>", "<table><td>", "<a href=x><p>", "&amp;", "<", "<!--", "<svg><p>", "<h1>",
     "&#55357;", "<font a=1><p>", "<x a=1 b=2 c=3 ", "<i>", "<p>The post ", "share "],
)  # fmt: skip
def test_five_megabytes_of_anything_take_no_longer_than_their_beginning(unit):
    began = time.process_time()
    markup_to_text(unit * (5_000_000 // len(unit)))

    assert time.process_time() - began < 1


def test_a_body_is_read_to_its_limit_and_no_further():
    assert len(read_text("a" * (MAX_HTML + 5)).said) == MAX_HTML
    attributes = " ".join(f"a{n}=1" for n in range(3_000))
    assert read_text(f"<p {attributes}>kept<p>apart").shown == "kept apart"
