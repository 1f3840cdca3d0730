"""Documents that are built to exhaust the program that reads them; each name says how."""

ITEM = b"<item><title>A</title><guid isPermaLink='false'>1</guid>%s</item>"
RSS = b"<rss version='2.0'><channel><title>T</title>%s</channel></rss>"


def in_item(markup: bytes) -> bytes:
    return RSS % (ITEM % markup)


def in_description(html: bytes) -> bytes:
    return in_item(b"<description><![CDATA[" + html + b"]]></description>")


HOSTILE = {
    "endless-xml-declaration": b"<?xml version='1.0' " + b" " * 24_000 + b"encoding='" + in_item(b""),
    "many-half-declarations": b"<?xml " + b"encoding='" * 6_000 + in_item(b""),
    "endless-author": in_item(b"<author>" + b"a" * 64_000 + b"</author>"),
    "attributes": b"<rss version='2.0' " + b" ".join(b"a%d='1'" % n for n in range(16_000)) + b"></rss>",
    "unquoted-attributes": b"<rss version='2.0' "
    + b" ".join(b"a%d=1" % n for n in range(16_000))
    + b"></rss>",
    "deep-elements": b"<a>" * 100_000,
    "only-brackets": b"<" * 2_000_000,
    "doctypes": b"<!DOCTYPE" * 200_000,
    "comments-without-end": RSS.partition(b"%s")[0] + b"<!--" * 200_000,
    "white-space": b"\n" * 2_000_000 + in_item(b""),
    "white-space-in-title": in_item(b"<title>" + b" " * 2_000_000 + b"</title>"),
    "endless-date": in_item(b"<pubDate>" + b"1 " * 500_000 + b"</pubDate>"),
    "deep-html": in_description(b"<div>" * 40_000),
    "deep-lists": in_description(b"<ul><li>" * 6_000),
    "deep-tables": in_description(b"<table><tr><td>" * 4_000),
    "half-tags": in_description(b"<a" * 14_000 + b"x" * 150_000),
    "ampersands": in_description(b"&" * 190_000),
    "character-reference": in_item(b"<description>&#" + b"9" * 100_000 + b";</description>"),
    "json-depth": b"[" * 200_000,
    "json-number": b'{"version": ' + b"9" * 100_000 + b"}",
}
