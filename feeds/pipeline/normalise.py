"""ParsedFeed → ItemData. Owns every limit on what we keep, and says what it cut."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256

from recalibrate.text.clean import (
    EXCERPT_WORDS,
    clean_line,
    first_words,
    for_judging,
    markup_to_text,
    markup_to_title,
    opening_words,
    read_markup,
    shorten_to,
)
from recalibrate.text.text_reader import MAX_HTML, MarkupText
from recalibrate.translation import gettext, gettext_noop

from . import identity
from .addresses import MAX_URL, canonical, story_address, web_address
from .dates import moment
from .each import convert_each
from .sensitive import hard_words
from .types import IdentityRule, ItemData, ParsedEntry, ParsedFeed, ReadDocument

MAX_ENTRIES = 500  # the newest; feeds with a whole archive would fill the inbox
MAX_TITLE = 300  # the width of its column
MAX_GUID = 2_000  # the width of its column
MAX_AUTHOR = 200  # the width of its column
MAX_CATEGORIES = 20  # what advice is drawn from; some feeds list every tag of the site
MAX_CATEGORY = 100  # a category, not a sentence
MAX_MEDIA_TYPE = 100  # the width of its column

CUTS = {  # what was done, and the limit that it names
    "unreadable": (gettext_noop("Entries that could not be read: {count}."), 0),
    "wordless": (gettext_noop("Entries without any words, left out: {count}."), 0),
    "title": (gettext_noop("Titles longer than {most} characters, cut: {count}."), MAX_TITLE),
    "guid": (gettext_noop("Ids longer than {most} characters, cut: {count}."), MAX_GUID),
    "pathless": (
        gettext_noop("Entries without a page of their own, which lead to their sound or film: {count}."),
        0,
    ),
    "url": (gettext_noop("Addresses longer than {most} characters, left out: {count}."), MAX_URL),
    "html": (
        gettext_noop("Texts of which only the first {most} characters were looked at: {count}."),
        MAX_HTML,
    ),
    "categories": (
        gettext_noop("Entries of whose categories only {most} were kept: {count}."),
        MAX_CATEGORIES,
    ),
    "date": (gettext_noop("Dates that cannot be read or cannot be right, left out: {count}."), 0),
}

LEAST_STANDFIRST = 4  # words
_CUT = re.compile(r"[\s.…\[\]]{1,9}$")
_LANGUAGE = re.compile(r"^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$")
_MAIL = re.compile(r"(?:mailto:)?[^\s@<>()\[\],;:\"]{1,100}@[^\s@<>()\[\],;:\"]{1,200}")
_ADDRESSED = re.compile(r"<([^\s@<>]{1,100}@[^\s@<>]{1,200})>")
_EMPTY = re.compile(r"[(<\[\"]\s{0,9}[)>\]\"]")
_TWICE = re.compile(r"\s{0,9}[,;]\s{0,9}(?=[,;])")


def normalise(feed: ParsedFeed, *, base_url: str, now: datetime, rule: IdentityRule = "guid") -> ReadDocument:
    """The newest 500 entries in our terms, in the document's order; one without any words is left out.

    The same entry given twice is kept once. `rule` is what entries of this source were told apart by until
    now; the answer's is what they will be.
    """
    entries = _newest(feed.entries, now)
    made, lost = convert_each(entries, partial(_draft, language=feed.language, base_url=base_url, now=now))
    drafts = [(entry, item) for entry, item in made if item.title]
    marks = [identity.Marks(entry.guid, item.url, item.title, item.text) for entry, item in drafts]
    rule = identity.rule_for(marks, rule)
    items: dict[str, ItemData] = {}
    for (_, item), key in zip(drafts, identity.keys(marks, rule), strict=True):
        items.setdefault(key, replace(item, identity=_digest(key)))
    cuts = Counter(cut for entry, item in drafts for cut in _cuts(entry, item))
    cuts |= Counter(unreadable=lost + feed.lost, wordless=len(made) - len(drafts))
    is_cut = len(entries) < len(feed.entries)
    return ReadDocument(
        items=tuple(items.values()),
        version=feed.version,
        title=markup_to_text(feed.title)[:MAX_TITLE],
        refresh_after=feed.refresh_after,
        skip_hours=feed.skip_hours,
        identity_rule=rule,
        is_whole=not (is_cut or lost or feed.lost),
        remarks=(*feed.remarks, *_remarks(len(feed.entries), cuts)),
    )


def _newest(entries: Sequence[ParsedEntry], now: datetime) -> Sequence[ParsedEntry]:
    if len(entries) <= MAX_ENTRIES:
        return entries
    # Behind everything that is dated: 500 undated entries must not push out yesterday's.
    undated = now - timedelta(days=36_500)
    dates = [moment(entry.published or entry.updated, now=now) or undated for entry in entries]
    places = sorted(range(len(entries)), key=lambda place: dates[place], reverse=True)[:MAX_ENTRIES]
    return [entries[place] for place in sorted(places)]


def _draft(
    entry: ParsedEntry, *, language: str, base_url: str, now: datetime
) -> tuple[ParsedEntry, ItemData]:
    """All of an item but its identity, and the entry that it came from."""
    enclosure = web_address(entry.enclosure, base_url) if entry.enclosure else ""
    url = (story_address(entry.url, base_url) if entry.url else "") or enclosure
    # Formats say one text under several names: each is read once.
    texts = {html: read_markup(html) for html in dict.fromkeys((entry.html, entry.summary, *entry.also))}
    text = next(filter(None, map(opening_words, texts.values())), "")
    title = shorten_to(
        markup_to_title(entry.title, is_html=entry.title_is_html) or first_words(text, 12), MAX_TITLE
    )
    author = _author(entry.author)
    date = entry.published or entry.updated
    published_at = moment(date, now=now)
    return entry, ItemData(
        identity="",
        # NUL can be in none of them, so that no two entries run together into the same words.
        fingerprint=_digest(f"{title}\0{text}\0{canonical(url)}\0{author}"),
        guid=clean_line(entry.guid)[:MAX_GUID],
        url=url,
        canonical_url=canonical(url),
        title=title,
        text=text,
        excerpt=first_words(_standfirst(texts[entry.summary], text, title) or text, EXCERPT_WORDS),
        hard_words=hard_words(for_judging(title), for_judging("\n".join(one.said for one in texts.values()))),
        author=author,
        language=_language(entry.language or language),
        published_at=published_at,
        has_doubtful_date=bool(date.strip()) and published_at is None,
        categories=_categories(entry.categories),
        image_url=web_address(entry.image, base_url) if entry.image else "",
        enclosure_url=enclosure,
        enclosure_type=clean_line(entry.enclosure_type)[:MAX_MEDIA_TYPE],
    )


def _standfirst(summary: MarkupText, text: str, title: str) -> str:
    """What the author says in short; "" for the mere beginning of the text, or its title again."""
    said = opening_words(summary)
    is_beginning = text.startswith(_CUT.sub("", said)) or said.casefold() in title.casefold()
    return "" if is_beginning or len(said.split()) < LEAST_STANDFIRST else said


def _author(written: str) -> str:
    """A name; an e-mail address is none of our readers' business."""
    name = clean_line(markup_to_text(_ADDRESSED.sub(r"\1", written)))
    if "@" in name:
        name = _TWICE.sub("", _EMPTY.sub(" ", _MAIL.sub("", name))).strip(' ,;:-–·|/"')
        name = name[1:-1] if name[:1] == "(" and name[-1:] == ")" else name
    return shorten_to(clean_line(name), MAX_AUTHOR)


def _language(written: str) -> str:
    tag = written.strip().replace("_", "-").lower()
    # RFC 5646 (4.4.1) has 35 letters as the longest tag that anybody need keep whole.
    return tag if len(tag) <= 35 and _LANGUAGE.match(tag) else ""


def _categories(written: Iterable[str]) -> tuple[str, ...]:
    words = (clean_line(markup_to_text(category))[:MAX_CATEGORY] for category in written)
    return tuple(dict.fromkeys(filter(None, words)))[:MAX_CATEGORIES]


def _cuts(entry: ParsedEntry, item: ItemData) -> Iterable[str]:
    """What of an entry was cut, by its names in CUTS."""
    found = {
        "title": len(item.title) == MAX_TITLE and item.title.endswith("…"),
        "guid": len(entry.guid) > MAX_GUID,
        "pathless": bool(item.url) and item.url == item.enclosure_url,
        "url": len(entry.url) > MAX_URL,
        "html": len(entry.html) > MAX_HTML,
        "categories": len(entry.categories) > MAX_CATEGORIES,
        "date": item.has_doubtful_date,
    }
    return (name for name, is_cut in found.items() if is_cut)


def _remarks(count: int, cuts: Counter[str]) -> Iterable[str]:
    if count > MAX_ENTRIES:
        yield gettext("{count} entries; only the newest {most} were read.").format(
            count=count, most=MAX_ENTRIES
        )
    for name, (words, most) in CUTS.items():
        if cuts[name]:
            yield gettext(words).format(count=cuts[name], most=f"{most:,}")


def _digest(text: str) -> str:
    # JSON may escape half a pair of surrogates (RFC 8259, 8.2), which is no UTF-8.
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
