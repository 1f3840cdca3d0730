"""A site as an operator runs it, with production's settings: PostgreSQL, Redis, web, worker and clock."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.postgres_cluster import Cluster
from benchmarks.serving import ROOT, free_port
from benchmarks.started_site import ask

STARTS_WITHIN = 120.0  # seconds
GRANIAN = [
    "-m",
    "granian",
    "--interface",
    "wsgi",
    "--no-ws",
    "--blocking-threads",
    "4",
    "--log-level",
    "warning",
]
TICKS_EVERY = "10"  # seconds: a minute would make every outage a long one


class Redis:
    """A server of our own, which keeps nothing."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        self.process = subprocess.Popen([*command, "--dir", str(self.folder)], stdout=subprocess.DEVNULL)

    def tell(self, number: int) -> None:
        if self.process is not None:
            self.process.send_signal(number)

    def stop(self) -> None:
        self.tell(signal.SIGKILL)
        if self.process is not None:
            self.process.wait(timeout=10)


class Ground:
    """Where outages are tried. `seconds` is how long each lasts; nothing listens at `mail_port` by itself."""

    def __init__(self, folder: Path, *, seconds: float) -> None:
        self.folder, self.seconds = folder, seconds
        self.cluster, self.redis = Cluster(folder / "cluster"), Redis(folder)
        self.web_port, self.mail_port = free_port(), free_port()
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "recalibrate.settings.production",
            "RECALIBRATE_SECRET_KEY": "only for outages that are tried " * 2,
            "RECALIBRATE_ALLOWED_HOSTS": "127.0.0.1",
            "RECALIBRATE_BASE_URL": f"http://127.0.0.1:{self.web_port}",
            "RECALIBRATE_SSL_REDIRECT": "0",
            "RECALIBRATE_RATE_LIMITS": "0",
            "RECALIBRATE_VAR_DIR": str(folder / "var"),
            "RECALIBRATE_LOG_FORMAT": "plain",
            "DATABASE_URL": self.cluster.url,
            "REDIS_URL": f"redis://127.0.0.1:{self.redis.port}/0",
            "EMAIL_URL": f"smtp://127.0.0.1:{self.mail_port}",
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
        }

    def prepare(self) -> None:
        """Tables, pages, vocabulary and static files."""
        Path(self.folder, "var").mkdir()
        self.cluster.make()
        self.redis.start()
        for command in (["migrate"], ["set_up_site"], ["collectstatic", "--no-input"]):
            self.manage(*command, "-v0")

    def start(self) -> None:
        serve = [sys.executable, *GRANIAN, "--host", "127.0.0.1", "--port", str(self.web_port)]
        manage = [sys.executable, "manage.py"]
        self.begin("web", [*serve, "recalibrate.wsgi:application"])
        self.begin("worker", [*manage, "work"])
        self.begin("clock", [*manage, "tick", "--every", TICKS_EVERY])
        wait_until(lambda: ask(self.web_port, "/healthz")[0] == 200, within=STARTS_WITHIN)

    def begin(self, name: str, command: list[str]) -> None:
        with self.log_of(name).open("ab") as log:
            self.processes[name] = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )

    def end(self) -> None:
        self.cluster.go_on()
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
        self.redis.stop()
        self.cluster.stop()

    def manage(self, *arguments: str) -> str:
        """What a command of the site prints."""
        command = [sys.executable, "manage.py", *arguments]
        told = subprocess.run(command, cwd=ROOT, env=self.environment, check=True, stdout=subprocess.PIPE)
        return told.stdout.decode()

    def python(self, code: str) -> str:
        """What code in the site's own process prints."""
        return self.manage("shell", "-v0", "-c", code)

    def log_of(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def has_ended(self, name: str) -> bool:
        return self.processes[name].poll() is not None


def wait_until(holds: Callable[[], bool], *, within: float) -> float:
    """The seconds that it took; TimeoutError if it took longer."""
    began = time.monotonic()
    while not holds():
        if time.monotonic() - began > within:
            raise TimeoutError(f"Not within {within:.0f} seconds.")
        time.sleep(0.2)
    return time.monotonic() - began


@contextmanager
def prepared(folder: Path, *, seconds: float) -> Iterator[Ground]:
    ground = Ground(folder, seconds=seconds)
    with ExitStack() as afterwards:
        afterwards.callback(ground.end)
        ground.prepare()
        ground.start()
        yield ground
