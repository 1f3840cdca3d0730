"""The sample site as `make run` has it, in the language of `pseudo_locale` that PSEUDO_LANGUAGE names."""

import os

from django.utils.translation import trans_real

from recalibrate.settings.dev import *  # noqa: F403
from tests.pseudo_locale import PseudoCatalogue

LANGUAGE_CODE = os.environ["PSEUDO_LANGUAGE"]
LANGUAGES = [(LANGUAGE_CODE, "Pseudo")]
trans_real._translations[LANGUAGE_CODE] = PseudoCatalogue(LANGUAGE_CODE)
