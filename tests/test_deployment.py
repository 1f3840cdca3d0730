"""What is deployed: every service watched and limited, nothing as root, no secret with a default."""

import re
import subprocess
from pathlib import Path

import pytest
import yaml

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
                assert str(value).startswith("${"), key


def test_only_the_proxy_can_be_reached_from_outside():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]


def test_commands_and_folders_exist():
    for service in SERVICES.values():
        for name in re.findall(r"manage\.py['\", ]+(\w+)", str(service.get("command", ""))):
            assert list(ROOT.glob(f"**/management/commands/{name}.py")) or name == "migrate", name
    assert (ROOT / "deploy/nginx.conf").exists()


@pytest.mark.nginx
def test_nginx_takes_its_configuration(tmp_path):
    text = (ROOT / "deploy/nginx.conf").read_text()
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-keyout", tmp_path / "privkey.pem", "-out", tmp_path / "fullchain.pem"],
        capture_output=True, check=True,
    )  # fmt: skip
    text = text.replace("/etc/nginx/tls", str(tmp_path)).replace("server web:8000", "server 127.0.0.1:8000")
    text = text.replace("/tmp/nginx.pid", str(tmp_path / "nginx.pid"))  # noqa: S108
    (tmp_path / "nginx.conf").write_text(text)

    told = subprocess.run(
        ["nginx", "-t", "-c", tmp_path / "nginx.conf"], capture_output=True, text=True, check=False
    )

    assert told.returncode == 0, told.stderr


def test_nginx_logs_no_address_and_keeps_no_page():
    text = (ROOT / "deploy/nginx.conf").read_text()
    log_format = text[text.index("log_format") : text.index("access_log /dev/stdout")]

    assert not re.search(r"remote|request_uri|\$uri|args|\$request[^_]|referer|agent", log_format)
    assert "proxy_cache" not in text
    assert "ssl_protocols TLSv1.2 TLSv1.3;" in text
