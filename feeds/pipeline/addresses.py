"""Web addresses: absolute http(s) or nothing, without trackers, and one form to compare by."""

import re
from urllib.parse import parse_qs, parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from recalibrate.text.clean import clean_line

# The width of the column. RFC 9110 (4.1) asks software to bear 8,000; no article needs them.
MAX_URL = 2_000
TRACKER_PREFIXES = ("utm_", "mtm_", "pk_", "hsa_")
TRACKERS = frozenset(
    (
        *(
            "fbclid",
            "gclid",
            "dclid",
            "msclkid",
            "yclid",
            "twclid",
            "igshid",
            "wickedid",
            "ref_src",
            "vero_id",
        ),
        *("mc_cid", "mc_eid", "_hsenc", "_hsmi", "oly_anon_id", "oly_enc_id"),
        *("ns_campaign", "ns_mchannel", "ns_source"),
    )
)
# What only says that a reader came by a feed: by its name, at one host, or with such a value.
BY_FEED = frozenset(
    ("dgcid", "at_medium", "at_campaign", "at_custom1", "at_custom2", "at_custom3", "at_custom4")
)
BY_FEED_AT = {
    ".pubmed.ncbi.nlm.nih.gov": ("fc", "ff", "v"),
    ".journals.sagepub.com": ("ai", "ui"),
}
BY_FEED_VALUES = {"af": ("r",), "rss": ("", "1", "yes", "true")}
SAYS_WHENCE = frozenset(
    (
        "source",
        "cmpid",
        "cmp",
        "cid",
        "ref",
        "src",
        "from",
        "ito",
        "ftag",
        "partner",
        "medium",
        "campaign",
        "via",
        "ns_source",
    )
)
_BROKEN = re.compile(r"[\r\n]{1,99}[ \t\r\n]{0,999}")
# RSS carries HTML inside XML, so “&amp;amp;” is common: one unescaping leaves a mark behind.
_AMPERSAND = re.compile(r"&(?:amp|#38|#[xX]26);")
_NO_SCHEME = re.compile(r"www\.[\w-]{1,63}\.[\w.-]{1,200}(?:[/?#:]|$)", re.IGNORECASE)
GOOGLE = frozenset(["www.google.com", "google.com", "www.google.co.uk"])
# Links are shared on and wrapped again; a chain without end must end.
REDIRECTS_UNWRAPPED = 3
DEFAULT_PORTS = {"http": 80, "https": 443}


def web_address(address: str, base: str = "") -> str:
    """An absolute http(s) address without trackers and log-ins, or "" if `address` is none."""
    if len(address) > MAX_URL:
        return ""
    found = _as_meant(address)
    for _ in range(REDIRECTS_UNWRAPPED):
        found = _absolute(found, base)
        target = _redirect_target(found)
        if not target:
            break
        found = target
    return found if len(found) <= MAX_URL else ""


def story_address(address: str, base: str = "") -> str:
    """Where an entry leads, without what only says “by feed”. Not for the addresses of feeds."""
    found = web_address(address, base)
    if "?" not in found:
        return found
    parts = urlsplit(found)
    host = parts.hostname or ""
    kept = (one for one in parts.query.split("&") if not _says_by_feed(host, *one.partition("=")[::2]))
    return urlunsplit(parts._replace(query="&".join(kept)))


def _says_by_feed(host: str, name: str, value: str) -> bool:
    name, value = name.lower(), value.lower()
    is_hosts_own = any(name in names and f".{host}".endswith(end) for end, names in BY_FEED_AT.items())
    is_said = value in BY_FEED_VALUES.get(name, ()) or (name in SAYS_WHENCE and value.startswith("rss"))
    return is_hosts_own or is_said or name in BY_FEED


def _as_meant(address: str) -> str:
    """An address on one line, escaped no more, with the scheme that `www.` leaves out."""
    found = clean_line(_BROKEN.sub("", address.strip()))
    for _ in range(REDIRECTS_UNWRAPPED):
        found = _AMPERSAND.sub("&", found)
    return f"https://{found}" if _NO_SCHEME.match(found) else found


def _absolute(address: str, base: str) -> str:
    try:
        parts = urlsplit(urljoin(base, address))
        host, port = parts.hostname, parts.port
    except ValueError:
        return ""
    # Browsers read a backslash as a slash (WHATWG, URL Standard 4.4), Python does not: what we judge and what
    # a reader then opens would be two hosts.
    if parts.scheme not in DEFAULT_PORTS or not host or "\\" in parts.netloc or " " in host:
        return ""
    # urlsplit takes the brackets of an IPv6 address off (RFC 3986, 3.2.2).
    network = f"[{host}]" if ":" in host else host
    if port and port != DEFAULT_PORTS[parts.scheme]:
        network = f"{network}:{port}"
    query = _without_trackers(parts.query)
    return urlunsplit((parts.scheme, network, parts.path, query, parts.fragment)).replace(" ", "%20")


def joined_address(base: str, address: str) -> str:
    """`address` as seen from `base`; as it is where that makes no sense, and "" stays ""."""
    try:
        return urljoin(base, address) if base and address else address or base
    except ValueError:
        return address


def canonical(address: str) -> str:
    """The form in which two addresses of one story are equal; not meant to be visited."""
    if not address:
        return ""
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    return urlunsplit(("https", host + port, parts.path.rstrip("/") or "/", query, ""))[:MAX_URL]


def _without_trackers(query: str) -> str:
    """`query` with its order and spelling kept, less the parameters that only count readers."""
    # Not by parse_qsl: encoding it anew would change addresses that servers compare letter by letter.
    kept = (part for part in query.split("&") if part and not _is_tracker(part.partition("=")[0].lower()))
    return "&".join(kept)


def _is_tracker(name: str) -> bool:
    return name in TRACKERS or name.startswith(TRACKER_PREFIXES)


def _redirect_target(address: str) -> str:
    """Where a search engine's counting link leads, or "" if `address` is none."""
    parts = urlsplit(address)
    if parts.hostname not in GOOGLE or parts.path != "/url":
        return ""
    fields = parse_qs(parts.query)
    target = next((fields[name][0] for name in ("url", "q") if name in fields), "")
    return target if target.startswith(("http://", "https://")) else ""
