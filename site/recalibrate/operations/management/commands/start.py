import os
import socket
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from textwrap import indent
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext, gettext_noop

from recalibrate.core.commands import TranslatedCommand
from recalibrate.operations.releases import require_fit
from recalibrate.operations.supervise import LOOKS_EVERY, Child, Supervisor

SERVER = ["--interface", "wsgi", "--no-ws", "--blocking-threads", "4"]
LONGEST_ANSWER = 60  # seconds: the port is open before the site behind it has loaded


class Command(TranslatedCommand):
    help = gettext_noop(
        "Prepares the database, loads sample content into an empty one, and runs web, worker and clock."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reload", action="store_true", help=gettext("reload when the code changes"))

    def handle(self, *args: Any, **options: Any) -> None:
        port = os.environ.get("PORT", "8000")
        refuse_taken_port(port)
        self.prepare()
        threading.Thread(target=self.greet_once_it_answers, args=(port,), daemon=True).start()
        run_together(port, reload=options["reload"])

    def greet_once_it_answers(self, port: str) -> None:
        """Where to look, when looking there helps: the first answer takes a few seconds."""
        wait_for_an_answer(int(port))
        address = f"http://localhost:{port}"
        self.stdout.write(
            self.style.SUCCESS("\n" + gettext("Recalibrate is on {address}").format(address=address))
        )
        admin = f"{address}/{settings.ADMIN_PATH}"
        self.stdout.write(gettext("The admin is on {address}").format(address=admin))
        self.show_sample_log_ins()
        self.stdout.write(gettext("Press Ctrl-C to stop it. Your data stays in var/.") + "\n")
        self.stdout.flush()

    def prepare(self) -> None:
        require_fit()
        call_command("migrate", interactive=False, verbosity=0)
        if not settings.DEBUG:
            call_command("collectstatic", interactive=False, verbosity=0)
        call_command("load_sample_content", if_empty=True, stdout=self.stdout)

    def show_sample_log_ins(self) -> None:
        passwords = Path(settings.VAR_DIR, "sample-log-ins.txt")
        if settings.SAMPLE_SETUP and passwords.exists():
            self.stdout.write(gettext("Sample log-ins (name, password):"))
            self.stdout.write(indent(passwords.read_text().rstrip(), "  "))


def refuse_taken_port(port: str) -> None:
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise CommandError(gettext("PORT={port} is not a port number.").format(port=port))
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("0.0.0.0", int(port)))  # noqa: S104  # asks whether the port is free anywhere
        except OSError as error:
            raise CommandError(
                gettext(
                    "Port {port} is taken. Stop what uses it, or choose another: make run PORT=8001"
                ).format(port=port)
            ) from error


def wait_for_an_answer(port: int) -> None:
    while True:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=LONGEST_ANSWER) as web:
            web.sendall(b"GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n")
            if web.recv(1):
                return
        time.sleep(LOOKS_EVERY)


def run_together(port: str, *, reload: bool) -> None:
    """Run all processes until Ctrl-C; one that ends is started again."""
    manage = [sys.executable, str(Path(settings.BASE_DIR, "manage.py"))]
    serve = [sys.executable, "-m", "granian", *SERVER, "--host", "0.0.0.0", "--port", port]  # noqa: S104
    serve += ["--log-level", "warning", "recalibrate.wsgi:application"]
    commands = {
        "The web server": [*manage, "runserver", port] if reload else serve,
        "The worker": [*manage, "work"],
        "The clock": [*manage, "tick", "--every", "60"],
    }
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONPATH": python_path()}
    Supervisor([Child(name, command, environment) for name, command in commands.items()]).run_until_stopped()


def python_path() -> str:
    return os.pathsep.join([str(settings.BASE_DIR), str(Path(settings.BASE_DIR, "site"))])
