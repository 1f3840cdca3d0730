"""Whatever strangers send to any public address is answered. New addresses are covered by themselves."""

import pytest
from django.test import Client
from every_address import addresses, is_known, of_readers
from factories import PostPageFactory

QUERIES = (
    "page=abc",
    "page=-1",
    "page=99999999999999999999",
    "page=0&page=1",
    "q=%00",
    "q=%F0%9F%92%A9%FF",
    "q=" + "a" * 5000,
    "q=%27%22%3E%3Cscript%3E",
    "q=%22unclosed",
    "state=..%2F..%2Fetc",
    "state=%00",
    "kind=__class__",
    "size=A4%27--",
    "helps=%0d%0aX-Evil:1",
    "time=1e999",
    "nation=&series=&discipline=",
    "&&&===",
    "a[]=1&a[b]=2",
    "%ZZ=%",
    "on=2026-02-31",
    "day=0000-00-00&at=99:99",
    "grade=%00&from=9999-12-31",
)
HEADERS = (
    {"Accept": "\x80\xff"},
    {"Accept-Language": "x" * 5000},
    {"If-None-Match": '"' * 500},
    {"If-Modified-Since": "Thu, 99 Foo 99999 99:99:99 GMT"},
    {"Range": "bytes=9-1,-5,abc"},
    {"Referer": "javascript:alert(1)"},
    {"User-Agent": "\x00Feed; 99999999999999999999 subscribers"},
    {"X-Forwarded-For": "'; DROP TABLE--, " * 50},
    {"X-Forwarded-Proto": "gopher"},
    {"Cookie": "sessionid=" + "x" * 3000},
    {"Cookie": "csrftoken=\x00; sessionid=../../etc"},
    {"Host": "evil.example:99999"},
    {"Content-Type": "multipart/form-data; boundary=" + "b" * 300},
    {"X-Requested-With": "XMLHttpRequest"},
    {"Accept-Encoding": "gzip;q=nan, br;q=-1"},
)
BODIES = (
    ("application/x-www-form-urlencoded", b"a=" + b"x" * 20_000),
    ("application/json", b"{" * 2000),
    (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="../../a\0"\r\n\r\nx',
    ),
    ("application/x-www-form-urlencoded", b"email=%00&paths=%FF&text=" + b"%F0%9F" * 500),
    ("text/\xff", b"\0\xff"),
)
METHODS = ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")
PATHS = (
    "/%00",
    "/..%2f..%2fetc/passwd",
    "//evil.example/",
    "/" + "a/" * 500,
    "/" + "a" * 5000,
    "/posts/%FF%FE/",
    "/states/%E2%80%AE/",
    "/feeds/%00.rss",
    "/documents/99999999999999999999/x.pdf",
    "/media/images/..%2f..%2fsecret",
    "/media/images/%00.png",
    "/.git/config",
    "/.env",
    "/wp-login.php",
    "/by-email/leave/%00/",
    "/by-email/confirm/" + "a:" * 900 + "/",
)


@pytest.fixture
def reader(home) -> Client:
    PostPageFactory(slug="rest")
    return Client(raise_request_exception=False)


def broken(answers) -> list[str]:
    return [f"{name}: {answer.status_code}" for name, answer in answers if answer.status_code >= 500]


def test_the_list_of_addresses_is_the_resolvers():
    assert len(of_readers()) > 40
    assert [url for url in addresses() if not is_known(url)] == []


@pytest.mark.parametrize("address", of_readers())
def test_no_stranger_breaks_an_address(reader: Client, address: str):
    mine = slice(of_readers().index(address) % 3, None, 3)  # every third: neighbours get the others
    answers = [(f"?{query}", reader.get(f"{address}?{query}")) for query in QUERIES[mine]]
    answers += [(str(headers)[:60], reader.get(address, headers=headers)) for headers in HEADERS[mine]]
    answers += [(method, reader.generic(method, address)) for method in METHODS[mine]]
    answers += [(kind, reader.post(address, body, content_type=kind)) for kind, body in BODIES]

    assert broken(answers) == []


def test_no_address_that_a_stranger_makes_up_breaks_the_site(reader: Client):
    assert broken([(path[:60], reader.get(path)) for path in PATHS]) == []


def test_what_everybody_may_see_holds_when_there_is_something_to_see(reader: Client):
    pages = (
        "/",
        "/posts/",
        "/posts/rest/",
        "/states/fatigue/",
        "/guardian/",
        "/help/",
        "/search/",
        "/feeds/everything.rss",
    )

    assert broken([(f"{url}?{q}", reader.get(f"{url}?{q}")) for url in pages for q in QUERIES]) == []
