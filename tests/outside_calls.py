"""Reads source for calls to other servers: which modules open connections, and which calls set no limit."""

import ast
from collections.abc import Iterator
from pathlib import Path

LIBRARIES = (
    *(
        "socket",
        "ssl",
        "asyncio",
        "smtplib",
        "ftplib",
        "imaplib",
        "poplib",
        "telnetlib",
        "http.client",
        "paramiko",
    ),
    *("urllib.request", "xmlrpc.client", "requests", "urllib3", "httpx", "aiohttp", "websockets", "pycurl"),
    *("redis", "django.core.cache.backends.redis", "psycopg", "psycopg2", "django.db.backends.postgresql"),
    *(
        "boto3",
        "botocore",
        "authlib",
        "storages",
        "sentry_sdk",
        "ldap3",
        "dns",
        "elasticsearch",
        "pymemcache",
        "celery",
    ),
    *("django.core.mail.backends.smtp", "subprocess"),
)
# What each call that opens a connection, or waits for a program that does, must be given.
LIMITED_BY = {
    **{
        f"requests.{verb}": "timeout" for verb in ("get", "post", "put", "patch", "delete", "head", "request")
    },
    **{f"httpx.{verb}": "timeout" for verb in ("get", "post", "put", "request", "Client", "AsyncClient")},
    **{f"subprocess.{way}": "timeout" for way in ("run", "call", "check_call", "check_output")},
    **{f"smtplib.{kind}": "timeout" for kind in ("SMTP", "SMTP_SSL", "LMTP")},
    **{f"http.client.{kind}": "timeout" for kind in ("HTTPConnection", "HTTPSConnection")},
    **{f"ftplib.{kind}": "timeout" for kind in ("FTP", "FTP_TLS")},
    **{f"redis.{way}": "socket_timeout" for way in ("Redis", "StrictRedis", "from_url", "Redis.from_url")},
    **{f"boto3.{way}": "config" for way in ("client", "resource")},
    "urllib.request.urlopen": "timeout",
    "urllib3.PoolManager": "timeout",
    "urllib3.request": "timeout",
    "socket.create_connection": "timeout",
    "poplib.POP3": "timeout",
    "imaplib.IMAP4": "timeout",
    "psycopg.connect": "connect_timeout",
}
ERRORS = ("Error", "Exception", "Timeout", "Refused")


def modules(root: Path) -> Iterator[str]:
    for folder in ("site", "feeds", "blog"):
        yield from (str(path.relative_to(root)) for path in (root / folder).rglob("*.py"))


def imported(tree: ast.AST) -> dict[str, str]:
    """What each name of a module stands for, wherever it is imported."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                names[alias.asname or alias.name.partition(".")[0]] = (
                    alias.name if alias.asname else alias.name.partition(".")[0]
                )
                names.setdefault(f"import {alias.name}", alias.name)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            names |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return names


def opens_connections(code: str) -> bool:
    """Whether a module imports what opens them; the names of errors alone do not."""
    for meant in imported(ast.parse(code)).values():
        is_library = any(f"{meant}.".startswith(f"{library}.") for library in LIBRARIES)
        is_error = meant.endswith(ERRORS) or (meant.startswith("smtplib.SMTP") and meant not in LIMITED_BY)
        if is_library and not is_error:
            return True
    return False


def without_limit(code: str) -> list[str]:
    """Calls of a library's known ways out that set no limit, each with its line."""
    tree = ast.parse(code)
    names = imported(tree)
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (meant := _dotted(node.func, names)) in LIMITED_BY:
            given = {keyword.arg: keyword.value for keyword in node.keywords}
            value = given.get(LIMITED_BY[meant])
            is_none = isinstance(value, ast.Constant) and value.value is None
            if None not in given and (value is None or is_none):  # **options may hold it
                found.append(f"{node.lineno}: {meant}")
    return found


def _dotted(called: ast.expr, names: dict[str, str]) -> str:
    if isinstance(called, ast.Attribute):
        return f"{_dotted(called.value, names)}.{called.attr}"
    return names.get(called.id, "") if isinstance(called, ast.Name) else ""
