"""What is deployed: every service watched and limited, nothing as root, no secret with a default."""

import getpass
import http.client
import re
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from email.message import Message
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from running_site import free_port

from benchmarks.proxy_here import write_config

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "compose.yaml").read_text()
SERVICES = yaml.safe_load(TEXT)["services"]
EXAMPLE = (ROOT / ".env.example").read_text()


def test_all_are_there():
    assert set(SERVICES) == {
        "proxy", "ready", "web", "worker", "clock", "backups", "database", "redis",
    }  # fmt: skip
    assert SERVICES["web"]["deploy"]["replicas"] == SERVICES["worker"]["deploy"]["replicas"] == 2


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_watched_limited_and_can_do_little(name):
    service = SERVICES[name]

    assert "test" in service["healthcheck"] or name == "ready"  # which ends
    assert {"cpus", "memory"} <= service["deploy"]["resources"]["limits"].keys()
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert not service["user"].startswith("0")
    assert "privileged" not in service


def test_no_secret_has_a_default():
    named = set(re.findall(r"\$\{(\w+)", TEXT)) - {"RECALIBRATE_VERSION"}

    assert set(re.findall(r"\$\{(\w+):\?\}", TEXT)) == named  # missing or empty: nothing starts
    assert set(re.findall(r"^(\w+)=$", EXAMPLE, re.M)) == named
    assert re.findall(r"^\w+=.+$", EXAMPLE, re.M) == []
    for service in SERVICES.values():
        for key, value in service.get("environment", {}).items():
            if re.search("PASSWORD|SECRET|AUTH", key):
                assert value is None or str(value).startswith("${"), key


def test_what_the_operations_guide_names_can_be_set_in_env():
    text = (ROOT / "docs/operations.md").read_text()
    named = set(re.findall(r"`((?:RECALIBRATE|AWS)_[A-Z_]+|SENTRY_DSN|\w+_URL)`", text))
    ours = {  # as the proxy and the volumes in compose.yaml need them
        "RECALIBRATE_PROXY_COUNT", "RECALIBRATE_SERVE_MEDIA",
        "RECALIBRATE_SSL_REDIRECT", "RECALIBRATE_VAR_DIR",
    }  # fmt: skip

    for name in ("ready", "web", "worker", "clock", "backups"):
        assert named - ours == SERVICES[name]["environment"].keys() - {"TMPDIR"}, name


def test_the_image_has_what_python_finds_on_a_larger_machine():
    installed = re.findall(r"apt-get install [^&]*", (ROOT / "Dockerfile").read_text())[0].split()

    assert "postgresql-client" in installed  # pg_dump
    assert "media-types" in installed  # else WebP and .docx go out as application/octet-stream


def test_files_of_secrets_stay_out_of_the_repository_and_the_image():
    named = {".env", *re.findall(r"--env-file (\S+)", (ROOT / "README.md").read_text())}

    for file in (".gitignore", ".dockerignore"):
        patterns = (ROOT / file).read_text().split()
        for name in named:
            assert any(fnmatch(name, pattern.removeprefix("**/")) for pattern in patterns), (file, name)


def test_only_the_proxy_can_be_reached_from_outside():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]


def test_no_command_that_is_shown_opens_the_web_process_to_strangers():
    """A dozen forms that arrive a byte at a time stop it: only the proxy may reach it."""
    shown = "\n".join(re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text(), re.S))

    assert "docker compose up" in shown
    assert "granian" not in shown
    assert not re.search(r"docker run|-p \d|--publish", shown)
    assert "proxy_request_buffering off" not in (ROOT / "deploy/nginx.conf").read_text()


def test_the_command_in_the_guide_is_the_images():
    words = re.search(r'CMD \["(granian.*)"\]', (ROOT / "Dockerfile").read_text())[1].split('", "')

    assert f"`{' '.join(words)}`" in (ROOT / "docs/operations.md").read_text()


def test_commands_and_folders_exist():
    for service in SERVICES.values():
        for name in re.findall(r"manage\.py['\", ]+(\w+)", str(service.get("command", ""))):
            assert list(ROOT.glob(f"**/management/commands/{name}.py")) or name == "migrate", name
    assert (ROOT / "deploy/nginx.conf").exists()


@pytest.mark.nginx
def test_nginx_takes_its_configuration(tmp_path):
    told = subprocess.run(
        ["nginx", "-t", "-c", write_config(tmp_path, free_port(), free_port())],
        capture_output=True,
        text=True,
        check=False,
    )

    assert told.returncode == 0, told.stderr


@contextmanager
def nginx_with(path: Path) -> Iterator[None]:
    as_us = f"daemon off; user {getpass.getuser()};"  # who may read the test's folder
    with subprocess.Popen(["nginx", "-c", path, "-g", as_us], stderr=subprocess.DEVNULL) as nginx:
        try:
            yield
        finally:
            nginx.terminate()


@pytest.mark.nginx
def test_nginx_tells_nobodys_address_or_query_when_the_web_processes_are_away(tmp_path):
    port = free_port()
    with nginx_with(write_config(tmp_path, port, free_port())):
        status = ask_over_tls(port, "/search/?q=burnout").status
    logs = (tmp_path / "stdout").read_text() + (tmp_path / "stderr").read_text()

    assert status == 502
    assert '"status":502' in logs
    assert "burnout" not in logs
    assert "127.0.0.1" not in logs


@pytest.mark.nginx
def test_nginx_hands_out_the_smallest_copy_that_the_reader_takes(tmp_path):
    static = tmp_path / "collected"
    static.mkdir()
    for name in (
        "site.css",
        "site.css.gz",
        "site.css.br",
        "small.css",
        "reader.js",
        "reader.js.br",
        "font.woff2",
    ):
        (static / name).write_text(name)
    port = free_port()

    with nginx_with(write_config(tmp_path, port, free_port(), static)):
        told = {
            (path, accepted): ask_over_tls(port, f"/static/{path}", {"Accept-Encoding": accepted})
            for path in ("site.css", "small.css", "reader.js", "font.woff2", "none.css")
            for accepted in ("gzip, deflate, br, zstd", "gzip", "")
        }

    every = ("gzip, deflate, br, zstd", "gzip", "")
    assert [told["site.css", accepted].body for accepted in every] == [
        b"site.css.br",
        b"site.css.gz",
        b"site.css",
    ]
    assert [told["site.css", accepted].headers["Content-Encoding"] for accepted in every] == [
        "br",
        "gzip",
        None,
    ]
    assert [told["reader.js", accepted].body for accepted in every] == [
        b"reader.js.br",
        b"reader.js",
        b"reader.js",
    ]
    for path, media_type in (
        ("site.css", "text/css"),
        ("small.css", "text/css"),
        ("reader.js", "text/javascript"),
    ):
        for accepted in every:
            headers = told[path, accepted].headers
            assert headers["Content-Type"] == media_type
            assert "immutable" in str(headers.get_all("Cache-Control"))
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert (
                path == "small.css" or not headers["Content-Encoding"] or headers["Vary"] == "Accept-Encoding"
            )
    assert {told["small.css", accepted].body for accepted in every} == {b"small.css"}
    assert told["small.css", every[0]].headers["Content-Encoding"] is None
    assert told["font.woff2", every[0]].body == b"font.woff2"
    assert told["none.css", every[0]].status == 404


def test_nginx_finds_web_processes_that_were_replaced():
    text = (ROOT / "deploy/nginx.conf").read_text()

    assert re.search(r"resolver 127\.0\.0\.11 valid=\d+s", text)  # where compose answers for its services
    assert re.search(r"zone \w+ \w+;\s+server web:8000 resolve ", text)


class Told(NamedTuple):
    status: int
    headers: Message
    body: bytes


def ask_over_tls(port: int, path: str, headers: dict[str, str] | None = None) -> Told:
    trusting = ssl._create_unverified_context()  # noqa: S323
    for _ in range(100):
        connection = http.client.HTTPSConnection("127.0.0.1", port, context=trusting, timeout=10)
        with closing(connection):
            try:
                connection.request("GET", path, headers=headers or {})
            except ConnectionRefusedError:
                time.sleep(0.1)
                continue
            answer = connection.getresponse()
            return Told(answer.status, answer.headers, answer.read())
    raise AssertionError("nginx does not answer")


def test_nginx_logs_no_address_and_keeps_no_page():
    text = (ROOT / "deploy/nginx.conf").read_text()
    log_format = text[text.index("log_format") : text.index("access_log /dev/stdout")]

    assert not re.search(r"remote|request_uri|\$uri|args|\$request[^_]|referer|agent", log_format)
    assert "proxy_cache" not in text
    assert "ssl_protocols TLSv1.2 TLSv1.3;" in text
