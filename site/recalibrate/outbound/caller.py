"""One request over one guarded connection.

Nothing stands between: no session with cookies, proxies, ~/.netrc and redirects of its own, and no pool.
"""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from urllib.parse import urlencode

from urllib3 import HTTPResponse
from urllib3.util import parse_url

from .guarded_connections import FetchDeadline, FetchPolicy, guarded_connection

# Of silence before the head; the whole time ends what comes after (docs/feeds-requirements.md, 2).
READ_SECONDS = 10
HEAD_SECONDS = 10  # from connecting to the end of an answer's head, however it arrives


class Caller:
    """Sends what one fetch has to send: all within one policy and one deadline."""

    def __init__(self, policy: FetchPolicy, deadline: FetchDeadline, accept: str) -> None:
        self.policy, self.deadline = policy, deadline
        self.headers = {
            "User-Agent": policy.user_agent,
            "Accept": accept,
            # No br or zstd: each would be one more decoder that a stranger's bytes go through.
            "Accept-Encoding": "gzip",
            # A kept connection would have been judged for another request (guarded_connections).
            "Connection": "close",
        }

    @contextmanager
    def send(
        self, method: str, url: str, *, conditions: Mapping[str, str], fields: Mapping[str, str] | None = None
    ) -> Iterator[HTTPResponse]:
        """The answer, of which only the head has been read; its connection ends with the block."""
        found = parse_url(url)
        headers = {**self.headers, **conditions}
        body = None if fields is None else urlencode(fields)
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        host = (found.host or "").strip("[]")  # an IPv6 address stands in brackets
        with closing(
            guarded_connection(found.scheme or "", host, found.port, self.policy, self.deadline)
        ) as connection:
            # A time-out counts from byte to byte: one byte of the head every nine seconds never meets it.
            with self.deadline.within(HEAD_SECONDS):
                connection.request(
                    method, found.request_uri, body, headers, preload_content=False, decode_content=False
                )
                connection.timeout = min(READ_SECONDS, self.deadline.left())
                response = connection.getresponse()
            with closing(response):
                yield response
