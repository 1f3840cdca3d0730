"""The two content security policies (django-csp's form)."""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from csp.constants import NONE, SELF, UNSAFE_INLINE

# The one script that stands in the page itself, because it must run before the first paint.
THEME_SCRIPT = Path(__file__).parents[3] / "templates" / "inline" / "theme.js"
THEME_HASH = f"'sha256-{b64encode(sha256(THEME_SCRIPT.read_bytes()).digest()).decode()}'"

PUBLIC = {
    "default-src": [NONE],
    "img-src": [SELF],
    "font-src": [SELF],
    "style-src": [SELF],
    "script-src": [SELF, THEME_HASH],
    "connect-src": [SELF],
    "media-src": [SELF],
    "manifest-src": [SELF],
    "worker-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [SELF],
}

# Wagtail's date pickers, choosers and inline panels carry inline script, with ids that differ from page
# to page, and its editor sets styles from script: neither hash nor nonce can name them (docs/assurance.md).
# Attributes that run script are another matter: Wagtail has none, so none runs.
ADMIN = {
    "default-src": [NONE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF],
    "style-src": [SELF, UNSAFE_INLINE],
    "script-src": [SELF, UNSAFE_INLINE],
    "script-src-attr": [NONE],
    "connect-src": [SELF],
    "media-src": [SELF],
    "manifest-src": [SELF],
    "worker-src": [SELF],
    "frame-src": [SELF],
    "object-src": [NONE],
    "form-action": [SELF],
    "base-uri": [SELF],
    "frame-ancestors": [SELF],
}

# A file that a reader opens by its own address: nothing in it runs, and it asks for nothing.
FILE = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
DOWNLOAD = "default-src 'none'; frame-ancestors 'none'; sandbox"
