"""Pages that ask for a browser instead of giving what was asked for."""

import re
from collections.abc import Mapping

from recalibrate.translation import gettext_noop

CHALLENGED = gettext_noop(
    "The site asks for a browser check before it shows its feed. Ask its owner for another address."
)
ANSWERS_WITH_A_CHALLENGE = gettext_noop(
    "{code}: the site asks for a browser check before it shows its feed. Ask its owner for another address."
)
LOOKED_AT = 200_000  # characters

_CHALLENGES = re.compile(
    r"cf-browser-verification|cf_chl_|/cdn-cgi/challenge|Just a moment\.\.\."
    r"|Attention Required! \| Cloudflare|_Incapsula_Resource|DDoS protection by|px-captcha|awswaf"
    r"|captcha-delivery\.com|sucuri_cloudproxy|Checking your browser|Enable JavaScript and cookies to cont",
    re.IGNORECASE,
)


def is_challenge(headers: Mapping[str, str], page: str) -> bool:
    """Whether an answer is a bot challenge, by what its sender says of it or by how its page begins."""
    is_said = headers.get("cf-mitigated", "") == "challenge" or headers.get("x-datadome", "") == "protected"
    return is_said or bool(_CHALLENGES.search(page[:LOOKED_AT]))
