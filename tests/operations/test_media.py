"""What readers may have of the media, however the address is spelled: in folders, buckets, by the proxy."""

import http.client
import ssl
import subprocess
import threading
import time
from contextlib import closing, contextmanager
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, InMemoryStorage
from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404, HttpResponse
from django.urls import Resolver404, resolve
from media_spellings import spellings
from running_site import free_port

from benchmarks.proxy_here import write_config
from recalibrate.infra.public_media import public_name
from recalibrate.operations import views

PUBLIC = ("images/ward.width-400.jpg", "images/a b.png", "social/card-1.png")
PRIVATE = ("documents/rota.txt", "original_images/ward.jpg", "images/.partial-1", "secret.txt")
WORDS = b"for few eyes"


class Quiet(WSGIRequestHandler):
    def log_message(self, format, *args):
        pass


@pytest.fixture(params=["a folder", "elsewhere"])
def kept(request, tmp_path, monkeypatch):
    """Media of both kinds, in a folder, and in a storage that has none."""
    storage = FileSystemStorage(tmp_path / "media") if request.param == "a folder" else InMemoryStorage()
    for name in PUBLIC:
        storage.save(name, ContentFile(b"a picture"))
    for name in PRIVATE:
        storage.save(name, ContentFile(WORDS))
    monkeypatch.setattr(views, "default_storage", storage)
    return storage


def site(environ, start_response):
    """The site's own views, without what stands around them."""
    request = WSGIRequest(environ)
    try:
        match = resolve(request.path_info)
        view = match.func if match.func is views.media else None
        response = view(request, **match.kwargs) if view else HttpResponse(status=404)
    except (Http404, Resolver404):
        response = HttpResponse(status=404)
    start_response(f"{response.status_code} -", list(response.items()))
    body = response.getvalue()
    response.close()
    return [body]


@contextmanager
def answering(application=site):
    with make_server("127.0.0.1", 0, application, handler_class=Quiet) as http_server:
        thread = threading.Thread(target=http_server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield http_server.server_port
        finally:
            http_server.shutdown()
            thread.join()


@contextmanager
def behind_nginx(folder, web):
    front, trusting = free_port(), ssl._create_unverified_context()  # noqa: S323
    command = ["nginx", "-c", write_config(folder, front, web), "-g", "daemon off;"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as nginx:
        try:
            yield lambda: http.client.HTTPSConnection("127.0.0.1", front, context=trusting, timeout=10)
        finally:
            nginx.terminate()


def ask(connect, path):
    """As a client that tidies nothing sends it."""
    for _ in range(100):
        with closing(connect()) as connection:
            try:
                connection.putrequest("GET", path)
                connection.endheaders()
            except ConnectionRefusedError:
                time.sleep(0.1)
                continue
            response = connection.getresponse()
            return response.status, response.read()
    raise AssertionError("Nothing answers")


def quoted(name):
    return "/media/" + name.replace(" ", "%20")


def found_out(connect):
    """What is public and does not come, and what is private and does."""
    wrong = [name for name in PUBLIC if ask(connect, quoted(name)) != (200, b"a picture")]
    for name in PRIVATE:
        for path in spellings(name):
            status, body = ask(connect, path)
            if WORDS in body or status >= 500:
                wrong.append(f"{path}: {status}")
    return wrong


def test_no_spelling_of_an_address_gives_a_document_or_an_original(kept):
    with answering() as port:
        assert found_out(lambda: http.client.HTTPConnection("127.0.0.1", port, timeout=10)) == []


@pytest.mark.nginx
def test_nor_does_one_through_the_proxy(kept, tmp_path):
    with answering() as web, behind_nginx(tmp_path, web) as connect:
        assert found_out(connect) == []


@pytest.mark.nginx
def test_the_proxy_by_itself_lets_through_only_the_two_folders(tmp_path):
    """Also where a site from before this rule still answers behind it."""

    def tells_everything(environ, start_response):
        start_response("200 OK", [])
        return [WORDS]

    with answering(tells_everything) as web, behind_nginx(tmp_path, web) as connect:
        for path in ("/media/documents/a", "/media/images/../documents/a", "/media/images/%2e%2e/a",
                     "/media//images//..%2foriginal_images/a", "//media/documents/a"):  # fmt: skip
            assert ask(connect, path)[0] == 404, path
        assert ask(connect, "/media/images/a.png") == (200, WORDS)


@pytest.mark.parametrize("path", ["images/" + "a" * 300, "images/" + "é" * 130, "social/", "images", "", "/"])
def test_what_can_be_no_file_is_not_asked_for(path):
    assert public_name(path) is None


def test_a_name_that_is_public_is_opened_as_it_was_decided_about():
    assert [public_name(name) for name in PUBLIC] == list(PUBLIC)
