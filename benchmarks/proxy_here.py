"""deploy/nginx.conf as it is, but for folders, ports and what an older nginx does not know (`resolve`)."""

import subprocess
from pathlib import Path

from benchmarks.serving import ROOT, free_port


def write_config(folder: Path, front: int, web: int, static: Path = Path(ROOT, "staticfiles")) -> Path:
    """The configuration in `folder`, with a certificate of its own: TLS at `front`, the site at `web`.

    What it logs is in stdout and stderr, beside it.
    """
    (folder / "srv").mkdir()
    (folder / "srv/static").symlink_to(static)
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"],
        capture_output=True, check=True,
    )  # fmt: skip
    text = Path(ROOT, "deploy/nginx.conf").read_text()
    for ours, here in {
        "/tmp/": f"{folder}/",  # noqa: S108  # first: ours may lie below it
        "/etc/nginx/tls": str(folder),
        "/dev/std": f"{folder}/std",
        "server web:8000 resolve": f"server 127.0.0.1:{web}",
        "listen 8080": f"listen 127.0.0.1:{free_port()}",
        "listen 8443": f"listen 127.0.0.1:{front}",
        "root /srv": f"root {folder}/srv",
    }.items():
        text = text.replace(ours, here)
    path = folder / "nginx.conf"
    path.write_text(text)
    return path
