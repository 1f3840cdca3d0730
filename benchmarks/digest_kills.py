"""Sends one digest to many subscribers, killing the sender again and again, and counts what arrived.

    python benchmarks/digest_kills.py --subscribers 5000 --kills 5

Works in a folder of its own: an SQLite file, and mails as files. Exits non-zero if anybody got none or two.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from email import message_from_bytes
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SEND = "from recalibrate.digest.send import send_due_deliveries; from django.utils import timezone\n" + (
    # A killed worker's claims are free again after minutes; here they are at once.
    "from recalibrate.digest import models; from datetime import timedelta\n"
    "models.CLAIM_LASTS = timedelta(0)\n"
    "send_due_deliveries(timezone.now())"
)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--subscribers", type=int, default=5_000)
    options.add_argument("--kills", type=int, default=5)
    options.add_argument("--folder", type=Path)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = chosen.folder or Path(scratch)
        prepare(folder, chosen.subscribers)
        started = time.perf_counter()
        killed = send_with_kills(folder, chosen.subscribers, chosen.kills)
        seconds = time.perf_counter() - started
        addresses = [message_from_bytes(path.read_bytes())["To"] for path in (folder / "mail").glob("*.eml")]
    print(f"{len(addresses)} mails for {chosen.subscribers} subscribers, {killed} kills, {seconds:.1f} s")
    if sorted(addresses) != sorted(f"s{n}@x.example" for n in range(chosen.subscribers)):
        sys.exit("A subscriber got none, or two.")


def environment(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "recalibrate.settings.dev",
        "RECALIBRATE_VAR_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/digest.sqlite3",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
    }


def run(folder: Path, code: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", f"import django; django.setup()\n{code}"], env=environment(folder)
    )


def prepare(folder: Path, subscribers: int) -> None:
    code = f"""
from django.core.management import call_command
from django.utils import timezone
from recalibrate.digest.models import Delivery, Digest, Subscription
call_command("migrate", verbosity=0)
call_command("set_up_site", verbosity=0)
Subscription.objects.bulk_create(
    [Subscription(email=f"s{{n}}@x.example", lists="all") for n in range({subscribers})], batch_size=500
)
digest = Digest.objects.create(path="all", until=timezone.now(), subject="S", text="T", html="<p>H</p>")
Delivery.objects.bulk_create(
    [Delivery(digest=digest, subscription=s) for s in Subscription.objects.all()], batch_size=500
)
"""
    if run(folder, code).wait():
        sys.exit("The database could not be made.")


def send_with_kills(folder: Path, subscribers: int, kills: int) -> int:
    """Kill each sender once it has sent its share; let the last one finish. How many were killed midway."""
    killed = 0
    for number in range(kills):
        sender = run(folder, SEND)
        share = subscribers * (number + 1) // (kills + 1)
        while sender.poll() is None and arrived(folder) < share:
            time.sleep(0.01)
        time.sleep(random.random() / 100)  # anywhere within a mail
        if sender.poll() is None:
            sender.send_signal(signal.SIGKILL)
            killed += 1
        sender.wait()
    run(folder, SEND).wait()
    return killed


def arrived(folder: Path) -> int:
    return sum(1 for _ in (folder / "mail").glob("*.eml"))


if __name__ == "__main__":
    main()
