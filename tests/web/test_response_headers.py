"""Every answer tells browsers what it may do, whatever made it: pages, feeds, files, redirects and errors."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from factories import PostPageFactory

from recalibrate.core.models import SiteDocument

EVERYTHING = [
    ("/", 200), ("/posts/rest/", 200), ("/feeds/everything.xml", 200), ("/sitemap.xml", 200),
    ("/static/img/icon.svg", 200), ("/sw.js", 200),
    ("/nothing/", 404), ("/admin/", 302), ("/admin/login/", 200), ("/favicon.ico", 302),
    ("/media/images/none.jpg", 404), ("/media/original_images/none.jpg", 404),
]  # fmt: skip


@pytest.mark.parametrize(("address", "status"), EVERYTHING)
def test_every_answer_carries_the_headers(client: Client, home, address, status):
    PostPageFactory(slug="rest")

    response = client.get(address)
    response.close()  # a static file is open until then

    assert response.status_code == status
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "camera=()" in response["Permissions-Policy"]
    assert response["Cross-Origin-Resource-Policy"] in ("same-origin", "cross-origin")
    is_page = response["Content-Type"].startswith("text/html")
    assert (response.get("Cross-Origin-Embedder-Policy") == "require-corp") is is_page


def test_answers_over_tls_ask_for_tls_from_then_on(client: Client, home, settings):
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31_536_000, True
    client = Client()

    for address in ("/", "/static/img/icon.svg", "/nothing/"):
        answer = client.get(address, secure=True)
        answer.close()
        assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_readers_run_no_inline_script_but_the_one_and_editors_none_in_attributes(client: Client, home):
    for_readers = client.get("/")["Content-Security-Policy"]
    for_editors = client.get("/admin/login/")["Content-Security-Policy"]

    assert "unsafe" not in for_readers
    assert "nonce" not in for_readers
    assert "unsafe-eval" not in for_editors
    assert "script-src-attr 'none'" in for_editors
    assert "object-src 'none'" in for_editors


@pytest.mark.parametrize("address", ["/", "/feeds/everything.xml", "/static/img/icon.svg"])
def test_what_is_shown_elsewhere_may_be_and_pages_may_not(client: Client, home, address):
    expected = "same-origin" if address == "/" else "cross-origin"

    response = client.get(address)
    response.close()

    assert response["Cross-Origin-Resource-Policy"] == expected


@pytest.mark.parametrize(("name", "kind"), [("board.pdf", "application/pdf"), ("a.txt", "text/plain")])
def test_a_document_is_saved_and_never_shown_on_our_origin(client, home, settings, tmp_path, name, kind):
    settings.MEDIA_ROOT = tmp_path
    files = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": files}
    document = SiteDocument.objects.create(
        title="Paper", file=ContentFile(b"<script>alert(1)</script>", name)
    )

    response = client.get(document.url)
    response.close()

    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].endswith("sandbox")
    assert kind in response["Content-Type"]
