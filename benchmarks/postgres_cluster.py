"""A PostgreSQL server of our own in a temporary folder, run by the user `postgres` if we are root."""

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

import psycopg

from benchmarks.serving import free_port


class Cluster:
    """On a port of its own, on this machine only. It can be stopped hard, and made to hang."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"postgres://postgres@127.0.0.1:{self.port}/postgres"
        self.programs = max(Path("/usr/lib/postgresql").glob("*/bin"))

    def make(self) -> None:
        self.folder.mkdir()
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
            self.folder.parent.chmod(0o711)
        self.run("initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C")
        self.start()

    def start(self) -> None:
        words = f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self.folder}"
        self.run("pg_ctl", "--wait", "--log", str(self.folder / "log"), "-o", words, "start")

    def stop(self) -> None:
        with suppress(subprocess.CalledProcessError):
            self.run("pg_ctl", "--wait", "--mode=immediate", "stop")

    def hang(self) -> None:
        """As with a failing disk or a fail-over: connections stay open, and nothing answers."""
        for process in self.processes():
            os.kill(process, signal.SIGSTOP)

    def go_on(self) -> None:
        for process in reversed(self.processes()):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGCONT)

    def processes(self) -> list[int]:
        """The server's own, then one for each connection and duty; none while it is stopped."""
        if not (named := self.folder / "postmaster.pid").exists():
            return []
        server = int(named.read_text().split()[0])
        children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
        return [server, *map(int, children)]

    def run(self, program: str, *arguments: str) -> None:
        user = (
            ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
        )
        command = [*user, str(self.programs / program), "-D", str(self.folder), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")

    def ask(self, query: str) -> int:
        with psycopg.connect(self.url) as server:
            return int(server.execute(query).fetchone()[0])  # type: ignore[index]
