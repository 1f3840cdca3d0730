"""Firefox and WebKitGTK as Debian has them, driven by real clicks and keys, with no driver but their own.

Firefox listens to Marionette, WebKit's driver to WebDriver over HTTP; both take the same parameters.
"""

import json
import os
import shutil
import socket
import subprocess
import time
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from io import BufferedRWPair
from pathlib import Path
from typing import Any

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the name that WebDriver gives to a reference
WEBKIT = next(iter(sorted(Path("/usr/lib").glob("*/webkit2gtk-4.1/MiniBrowser"))), None)
# Operation: (Marionette's name, WebDriver's method and path).
OPERATIONS = {
    "open": ("WebDriver:Navigate", "POST", "/url"),
    "script": ("WebDriver:ExecuteScript", "POST", "/execute/sync"),
    "find": ("WebDriver:FindElement", "POST", "/element"),
    "find all": ("WebDriver:FindElements", "POST", "/elements"),
    "click": ("WebDriver:ElementClick", "POST", "/element/{id}/click"),
    "type": ("WebDriver:ElementSendKeys", "POST", "/element/{id}/value"),
    "act": ("WebDriver:PerformActions", "POST", "/actions"),
    "back": ("WebDriver:Back", "POST", "/back"),
    "reload": ("WebDriver:Refresh", "POST", "/refresh"),
    "size": ("WebDriver:SetWindowRect", "POST", "/window/rect"),
    "windows": ("WebDriver:GetWindowHandles", "GET", "/window/handles"),
    "picture": ("WebDriver:TakeScreenshot", "GET", "/screenshot"),
    "context": ("Marionette:SetContext", "", ""),
    "print": ("WebDriver:Print", "POST", "/print"),
}
QUIET = dict.fromkeys(
    (
        "browser.shell.checkDefaultBrowser",
        "datareporting.policy.dataSubmissionEnabled",
        "network.captive-portal-service.enabled",
        "network.connectivity-service.enabled",
        "app.normandy.enabled",
        "browser.aboutwelcome.enabled",
    ),
    False,
)
Send = Callable[[str, dict[str, Any]], Any]


class DriverError(Exception):
    """What the browser would not do, in its own words."""


class Window:
    """One window of either engine."""

    def __init__(self, engine: str, base: str, send: Send) -> None:
        self.engine, self.base, self._send = engine, base, send

    def open(self, address: str) -> None:
        self.go(self.base + address)

    def go(self, url: str) -> None:
        self._send("open", {"url": url})

    def script(self, code: str, *args: Any) -> Any:
        return self._send("script", {"script": code, "args": list(args)})

    def find(self, css: str) -> dict[str, str]:
        """The first that is shown, as soon as it is."""
        shown = (
            "return [...document.querySelectorAll(arguments[0])].find((one) => one.getClientRects().length)"
        )
        return self.until(lambda: self.script(shown, css), css)

    def press(self, css: str) -> Any:
        """A real click in the middle of it, as soon as it stands still there."""
        end = time.monotonic() + 5
        while True:
            element = self.find(css)
            self.script("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", element)
            try:
                return self._send("click", {"id": element[ELEMENT]})
            except DriverError:
                if time.monotonic() > end:
                    raise
            time.sleep(0.1)

    def type(self, css: str, text: str) -> None:
        self._send("type", {"id": self.find(css)[ELEMENT], "text": text})

    def keys(self, text: str) -> None:
        """Keys pressed where the focus is."""
        steps = [{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")]
        self._send("act", {"actions": [{"type": "key", "id": "keys", "actions": steps}]})

    def back(self) -> None:
        self._send("back", {})

    def reload(self) -> None:
        self._send("reload", {})

    def windows(self) -> int:
        return len(self._send("windows", {}))

    def resize(self, width: int, height: int) -> None:
        """So that the page has this width, or the narrowest that the window takes; not zoomed any more."""
        if self.engine == "firefox":
            self.zoom(1)
        self._send("size", {"width": width, "height": height})
        extra = width - int(self.script("return innerWidth"))
        if extra:
            self._send("size", {"width": width + extra, "height": height})

    def zoom(self, factor: float) -> None:
        """As a person zooms a page in Firefox: it has that many fewer pixels of width."""
        self._send("context", {"value": "chrome"})
        self.script("gBrowser.selectedBrowser.fullZoom = arguments[0]", factor)
        self._send("context", {"value": "content"})
        self.until(
            lambda: abs(float(self.script("return devicePixelRatio")) - factor) < 0.05, f"zoomed {factor}"
        )

    def picture(self) -> bytes:
        whole = {"full": True} if self.engine == "firefox" else {}
        return b64decode(self._send("picture", whole))

    def printed(self) -> bytes:
        a4 = {"page": {"width": 21.0, "height": 29.7}, "background": True}
        return b64decode(self._send("print", a4))

    def until(self, ask: Callable[[], Any], what: str, seconds: float = 10) -> Any:
        end = time.monotonic() + seconds
        while not (answer := ask()):
            assert time.monotonic() < end, (
                f"{self.engine} never: {what}, at {self.script('return location.href')}"
            )
            time.sleep(0.05)
        return answer

    def reads(self, words: str, css: str = "body") -> None:
        """Wait until these words are shown."""
        code = "return document.querySelector(arguments[0])?.innerText.includes(arguments[1])"
        self.until(lambda: self.script(code, css, words), words)


@contextmanager
def firefox(base: str, folder: Path) -> Iterator[Window]:
    port = _free_port()
    prefs = {**QUIET, "marionette.port": port}
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in prefs.items()]
    (folder / "user.js").write_text("".join(lines))
    command = ["firefox-esr", "--headless", "--no-remote", "--marionette", "--profile", str(folder)]
    command += ["--remote-allow-system-access"]  # to zoom, as its menu does
    with (
        _running(command, {"HOME": str(folder)}),
        socket.create_connection(_when_open(port), timeout=60) as line,
        line.makefile("rwb") as stream,
    ):
        yield Window("firefox", base, _marionette(stream))


@contextmanager
def webkit(base: str, folder: Path) -> Iterator[Window]:
    port, display = _free_port(), f":{_free_port() % 1000 + 100}"
    # A sandbox in a container has no rights to build, and there is no graphics card.
    plain = {"DISPLAY": display, "HOME": str(folder), "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
    plain |= {"LIBGL_ALWAYS_SOFTWARE": "1", "GDK_BACKEND": "x11", "NO_AT_BRIDGE": "1"}
    with (
        _running(["Xvfb", display, "-screen", "0", "1400x1000x24", "-nolisten", "tcp"], {}),
        _running(["WebKitWebDriver", f"--port={port}"], plain),
    ):
        _when_open(port)
        session = ""

        def send(operation: str, body: dict[str, Any]) -> Any:
            _name, method, path = OPERATIONS[operation]
            return _answer(port, method, f"/session/{session}" + path.format(**body), body)

        options = {"binary": str(WEBKIT), "args": ["--automation"]}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options, "unhandledPromptBehavior": "accept"}}
        session = _answer(port, "POST", "/session", {"capabilities": wanted})["sessionId"]
        yield Window("webkit", base, send)
        _answer(port, "DELETE", f"/session/{session}", {})


ENGINES = {"firefox": firefox, "webkit": webkit}
NEEDED = {"firefox": ["firefox-esr"], "webkit": ["WebKitWebDriver", "Xvfb"]}


def missing(engine: str) -> list[str]:
    return [name for name in NEEDED[engine] if not shutil.which(name)]


def _answer(port: int, method: str, path: str, body: dict[str, Any]) -> Any:
    with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as line:
        line.request(method, path, json.dumps(body) if method == "POST" else None)
        value = json.loads(line.getresponse().read())["value"]
    if isinstance(value, dict) and "error" in value:
        raise DriverError(f"{path}: {value['error']}: {value.get('message')}")
    return value


def _marionette(stream: BufferedRWPair) -> Send:
    number = 0

    def next_answer() -> Any:
        length = b""
        while (digit := stream.read(1)) != b":":
            length += digit
        return json.loads(stream.read(int(length)))

    def call(name: str, body: dict[str, Any]) -> Any:
        nonlocal number
        number += 1
        sent = json.dumps([0, number, name, body]).encode()
        stream.write(str(len(sent)).encode() + b":" + sent)
        stream.flush()
        _kind, _number, error, result = next_answer()
        if error:
            raise DriverError(f"{name}: {error['error']}: {error['message']}")
        return result.get("value", result) if isinstance(result, dict) else result

    next_answer()  # it says who it is
    call("WebDriver:NewSession", {"capabilities": {"alwaysMatch": {"unhandledPromptBehavior": "accept"}}})
    return lambda operation, body: call(OPERATIONS[operation][0], body)


@contextmanager
def _running(command: list[str], env: dict[str, str]) -> Iterator[None]:
    process = subprocess.Popen(
        command, env={**os.environ, **env}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _when_open(port: int) -> tuple[str, int]:
    end = time.monotonic() + 90
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0 and port:
                break
        time.sleep(0.2)
    return "127.0.0.1", port
