"""The sealed sums of what a room said: written and opened here alone.

A form is added to a sum and is gone. The sum is sealed with a key that is made of the site's secret and is in
no database, so that a copy of the database shows an open wave to no one, nor what one form changed in it.
"""

from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import IntegrityError, transaction

from .answers.ballots import Ballot
from .answers.tallies import Tallies
from .models import BallotBox, SpentNonce, Wave

NONCE_DAYS = 2  # a form's token is good for one day (TOKEN_MAX_AGE), which may end on the next
NO_TIME = 0  # a seal says when it was made, unless it is told not to


class CannotOpen(Exception):
    """The site's secret is another than when the box was sealed."""


def seal_of(wave: Wave) -> MultiFernet:
    """One key a wave; a secret that the site had before still opens what it sealed."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(key_from(str(secret), wave)) for secret in secrets])


def key_from(secret: str, wave: Wave) -> bytes:
    derive = HKDF(SHA256(), length=32, salt=None, info=f"recalibrate.ballot-box.{wave.uuid}".encode())
    return urlsafe_b64encode(derive.derive(secret.encode()))


def count_ballot(wave: Wave, ballot: Ballot, nonce: str, today: date) -> bool:
    """Add a form to the sums. False, and nothing is added, for a copy of a form that was counted already."""
    try:
        with transaction.atomic():
            SpentNonce.objects.create(nonce=nonce, forget_on=today + timedelta(days=NONCE_DAYS))
            with opened_box(wave) as tallies:
                tallies.add(ballot)
    except IntegrityError:
        if SpentNonce.objects.filter(nonce=nonce).exists():
            return False
        raise
    return True


@contextmanager
def opened_box(wave: Wave) -> Iterator[Tallies]:
    """The sums, to be changed; sealed again at the end. Other requests wait meanwhile."""
    seal = seal_of(wave)
    with transaction.atomic():
        box = locked_box(wave, seal)
        tallies = unsealed(seal, box)
        yield tallies
        box.content = seal.encrypt_at_time(tallies.packed(), NO_TIME)
        box.save()


def locked_box(wave: Wave, seal: MultiFernet) -> BallotBox:
    """Made with its first form if it is not there: after an import, a box is empty again."""
    box = BallotBox.objects.select_for_update().filter(pk=wave.pk).first()
    if box is not None:
        return box
    BallotBox.objects.bulk_create([empty_box(wave, seal)], ignore_conflicts=True)
    return BallotBox.objects.select_for_update().get(pk=wave.pk)


def empty_box(wave: Wave, seal: MultiFernet) -> BallotBox:
    return BallotBox(wave=wave, content=seal.encrypt_at_time(Tallies().packed(), NO_TIME))


def unsealed(seal: MultiFernet, box: BallotBox) -> Tallies:
    try:
        return Tallies.unpacked(seal.decrypt(bytes(box.content)))
    except InvalidToken as error:
        raise CannotOpen(f"Box {box.pk} was sealed under another secret") from error


def tallies_of(wave: Wave) -> Tallies:
    """What is in the box. For what is disclosed, and for nothing else."""
    box = BallotBox.objects.filter(pk=wave.pk).first()
    return unsealed(seal_of(wave), box) if box else Tallies()
