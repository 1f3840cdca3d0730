"""What an editor is advised about a source in trouble comes from what is wrong, whatever the sentence says."""

import importlib
import ssl
from datetime import timedelta

import pytest
from answers import raw, sends
from django.apps import apps
from django.utils import timezone

from feeds.models import Source
from feeds.refreshing.refresh import refresh
from feeds.sources.health import ADVICE, WAIT, health_of
from recalibrate.outbound.errors import (
    AskedToWait,
    CertificateInvalid,
    FaultKind,
    FetchError,
    PrivateNetwork,
    Refused,
    TooLarge,
)
from recalibrate.outbound.fetch import fetch
from recalibrate.outbound.http_errors import error_for_connection

CHALLENGE = b"<html><title>Just a moment...</title></html>"
# The ways to come to each kind: an error of the fetcher, or a document that the sandbox reads.
WAYS = {
    FaultKind.BROWSER_CHECK: (
        CHALLENGE,
        Refused("No.", status=403, kind=FaultKind.BROWSER_CHECK),
        AskedToWait("No.", status=503, kind=FaultKind.BROWSER_CHECK),
    ),
    FaultKind.NO_FEED: (b"<html><body>Hello</body></html>", b'{"ok": true}', b"Hello"),
    FaultKind.CERTIFICATE: (CertificateInvalid("No."),),
    FaultKind.TOO_LARGE: (TooLarge("No."),),
    FaultKind.PRIVATE_NETWORK: (PrivateNetwork("No."),),
    FaultKind.OTHER: (FetchError("No."), b""),
}


@pytest.mark.parametrize(
    ("kind", "answer"), [(kind, answer) for kind, answers in WAYS.items() for answer in answers]
)
def test_the_kind_of_a_fault_is_remembered_until_the_source_answers_again(source, rss, now, kind, answer):
    refresh(source, fetch=sends(answer), now=now)

    troubled = Source.objects.get(pk=source.pk)
    assert (troubled.last_fault, health_of(troubled, now).kind) == (kind, "failing")
    assert health_of(troubled, now).to_do == ADVICE.get(kind, WAIT)

    refresh(troubled, fetch=sends(rss(1)), now=now + timedelta(days=1))
    assert Source.objects.get(pk=source.pk).last_fault == ""


def test_every_kind_has_advice_and_a_way_to_come_to_it():
    assert set(WAYS) == set(FaultKind)
    assert set(ADVICE) == set(FaultKind) - {FaultKind.OTHER}


def test_a_kind_that_another_release_stored_is_no_error(source):
    source.error_streak, source.last_fault = 1, "of-a-later-release"

    assert health_of(source, timezone.now()).to_do == WAIT


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n", FaultKind.TOO_LARGE),
        (b"HTTP/1.1 403 No\r\nContent-Length: 44\r\n\r\n" + CHALLENGE, FaultKind.BROWSER_CHECK),
        (b"HTTP/1.1 503 No\r\nContent-Length: 44\r\n\r\n" + CHALLENGE, FaultKind.BROWSER_CHECK),
        (b"HTTP/1.1 302 No\r\nLocation: http://10.0.0.1/\r\n\r\n", FaultKind.PRIVATE_NETWORK),
        (b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n", FaultKind.OTHER),
    ],
)
def test_a_server_s_answer_is_told_by_its_kind(server, head, kind):
    server.answers["/"] = raw(head)

    with pytest.raises(FetchError) as caught:
        fetch(server.request(), server.policy())
    assert caught.value.kind is kind


@pytest.mark.parametrize("words", ["certificate verify failed", "It is called otherwise in the next release"])
def test_trouble_with_tls_is_known_by_its_type_however_it_is_worded(words):
    error = OSError("outer")
    error.__cause__ = ssl.SSLCertVerificationError(1, words)

    assert error_for_connection(error).kind is FaultKind.CERTIFICATE
    assert error_for_connection(OSError("a certificate is mentioned")).kind is FaultKind.OTHER


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("403: the site asks for a browser check before it shows its feed.", FaultKind.BROWSER_CHECK),
        ("The document is larger than 5 MB, which no feed has a reason to be.", FaultKind.TOO_LARGE),
        ("This is a web page, no feed, and it announces none.", FaultKind.NO_FEED),
        ("500: the source has a problem.", FaultKind.OTHER),
    ],
)
def test_an_upgrade_reads_the_kind_from_the_sentences_of_the_release_before(source, sentence, kind):
    Source.objects.filter(pk=source.pk).update(last_error=sentence)

    importlib.import_module("feeds.migrations.0015_what_was_wrong").read_from_sentences(apps, None)

    source.refresh_from_db()
    assert source.last_fault == kind
