"""The Trust’s own sign-in, by OpenID Connect: who the provider says a colleague is, once that is checked.

Its description and its keys are read anew for each sign-in. That is two more calls, and nothing is stale after
the provider has changed a key. Needs the packages of requirements-optional.txt (decision 0036).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from authlib.integrations.django_client import DjangoOAuth2App

SECONDS = 5  # that the provider may be silent
CLOCKS_APART = 60  # seconds
# Only signatures that the provider alone can make: never “none”, and never the secret that we know too.
SIGNED_BY = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]

REFUSALS = {
    "away": _("%(name)s does not answer just now. Try again in a few minutes, or sign in with your password."),
    "cancelled": _("You were not signed in with %(name)s. Try again, or sign in with your password."),
    "stale": _("That took too long, or was begun in another window. Start again."),
    "expired": _("What %(name)s said was too old to count. Start again."),
    "untrusted": _("What %(name)s said was not meant for this site. You are not signed in. Tell your site’s operator."),
    "unknown": _(
        "No log-in here is used with that account. Sign in with your password and link it under Account, "
        "or ask the people who look after log-ins to invite you."
    ),
    "inactive": _("Your log-in here is switched off. Ask the people who look after log-ins."),
    "taken": _("That account is used with another log-in here already. Nothing was linked."),
    "last": _("You are the last administrator with a password. Keep it, for the day %(name)s is away."),
}  # fmt: skip


class Refused(Exception):
    """No one is signed in; `str()` says why, and what to do."""

    def __init__(self, why: str, detail: object = "") -> None:
        self.why, self.detail = why, str(detail)
        super().__init__(REFUSALS[why] % {"name": settings.OIDC_NAME})


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom the provider vouches for."""

    issuer: str
    subject: str
    email: str
    has_second_step: bool


def is_on() -> bool:
    return bool(settings.OIDC_ISSUER)


def name() -> str:
    return str(settings.OIDC_NAME)


def ask(request: HttpRequest, come_back_to: str) -> HttpResponse:
    """Send the browser to the provider’s page for signing in."""
    with _in_our_words():
        answer: HttpResponse = _client().authorize_redirect(request, come_back_to)
        return answer


def answered(request: HttpRequest) -> Identity:
    """Whom the provider has sent back; `Refused` where anything about it is not as it must be."""
    claims_options = {
        "iss": {"essential": True, "values": [settings.OIDC_ISSUER]},
        "aud": {"essential": True, "values": [settings.OIDC_CLIENT_ID]},
        "nonce": {"essential": True},
    }
    with _in_our_words():
        token = _client().authorize_access_token(request, claims_options=claims_options, leeway=CLOCKS_APART)
    claims: dict[str, Any] = token.get("userinfo") or {}
    subject = claims.get("sub")
    if not subject or not isinstance(subject, str):
        raise Refused("untrusted", "no id_token, or nobody in it")
    return Identity(settings.OIDC_ISSUER, subject, str(claims.get("email") or ""), _second_step(claims))


def _second_step(claims: dict[str, Any]) -> bool:
    """Whether the provider says that it asked for more than a password (RFC 8176), or a class that stands for it."""
    methods = claims.get("amr")
    says_so = isinstance(methods, list) and "mfa" in methods
    return says_so or claims.get("acr") in settings.OIDC_SECOND_STEP_ACR


def _client() -> "DjangoOAuth2App":
    from authlib.integrations.django_client import DjangoIntegration, DjangoOAuth2App

    class Provider(DjangoOAuth2App):
        def load_server_metadata(self) -> dict[str, Any]:
            metadata: dict[str, Any] = super().load_server_metadata()
            if metadata.get("issuer") != settings.OIDC_ISSUER:
                raise Refused("untrusted", f"it calls itself {metadata.get('issuer')!r}")
            metadata["id_token_signing_alg_values_supported"] = SIGNED_BY
            return metadata

    return Provider(
        DjangoIntegration("trust_account"),
        "trust_account",
        client_id=settings.OIDC_CLIENT_ID,
        client_secret=settings.OIDC_CLIENT_SECRET,
        server_metadata_url=f"{settings.OIDC_ISSUER.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid email",
            "code_challenge_method": "S256",
            "default_timeout": SECONDS,
        },
    )


class _in_our_words:  # noqa: N801  # used as a verb
    """Whatever the library or the network says against it becomes `Refused`; no sign-in ends in an error page."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        from authlib.integrations.base_client import MismatchingStateError, OAuthError
        from joserfc.errors import ExpiredTokenError, JoseError
        from requests.exceptions import RequestException

        by_kind: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
            (MismatchingStateError, "stale"),
            (OAuthError, "cancelled"),
            (ExpiredTokenError, "expired"),
            (JoseError, "untrusted"),
            (RequestException, "away"),
            (
                (ValueError, KeyError, TypeError, AttributeError, RuntimeError),
                "away",
            ),  # no answer that can be read
        )
        for kinds, why in by_kind:
            if isinstance(error, kinds) and not isinstance(error, Refused):
                raise Refused(why, f"{type(error).__name__}: {error}") from error
