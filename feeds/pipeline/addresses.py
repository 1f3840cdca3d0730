"""Web addresses: absolute http(s) or nothing, without trackers, and one form to compare by."""

from urllib.parse import parse_qs, parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from .clean import plain

MAX_URL = 2_000
TRACKER_PREFIXES = ("utm_", "mtm_", "pk_", "hsa_")
TRACKERS = frozenset(
    ["fbclid", "gclid", "dclid", "msclkid", "mc_cid", "mc_eid", "_hsenc", "_hsmi", "igshid", "yclid", "twclid",
     "oly_anon_id", "oly_enc_id", "vero_id", "wickedid", "ref_src", "ns_campaign", "ns_mchannel", "ns_source"]
)  # fmt: skip
REDIRECTORS = {"www.google.com": ("/url", ("url", "q")), "google.com": ("/url", ("url", "q"))}


def web_address(address: str, base: str = "") -> str:
    """An absolute http(s) address without trackers and log-ins, or "" if `address` is none."""
    try:
        parts = urlsplit(urljoin(base, plain(address)))
        host, port = parts.hostname, parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host or len(address) > MAX_URL:
        return ""
    if target := _redirect_target(host, parts.path, parts.query):
        return web_address(target)
    network = f"[{host}]" if ":" in host else host
    if port and port != {"http": 80, "https": 443}[parts.scheme]:
        network = f"{network}:{port}"
    return urlunsplit((parts.scheme, network, parts.path, _without_trackers(parts.query), parts.fragment))


def canonical(address: str) -> str:
    """The form in which two addresses of one story are equal; not meant to be visited."""
    if not address:
        return ""
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    return urlunsplit(("https", host + port, parts.path.rstrip("/") or "/", query, ""))


def _without_trackers(query: str) -> str:
    """`query` with its order and spelling kept, less the parameters that only count readers."""
    kept = (part for part in query.split("&") if part and not _is_tracker(part.partition("=")[0].lower()))
    return "&".join(kept)


def _is_tracker(name: str) -> bool:
    return name in TRACKERS or name.startswith(TRACKER_PREFIXES)


def _redirect_target(host: str, path: str, query: str) -> str:
    wanted_path, names = REDIRECTORS.get(host, ("", ()))
    if path != wanted_path or not names:
        return ""
    fields = parse_qs(query)
    target = next((fields[name][0] for name in names if name in fields), "")
    return target if target.startswith(("http://", "https://")) and "google.com/url" not in target else ""
