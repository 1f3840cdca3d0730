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

# Wagtail's date pickers and inline panels carry inline script and style.
ADMIN = {
    "default-src": [SELF],
    "img-src": [SELF, "data:", "blob:"],
    "style-src": [SELF, UNSAFE_INLINE],
    "script-src": [SELF, UNSAFE_INLINE],
    "object-src": [NONE],
    "form-action": [SELF],
    "base-uri": [SELF],
    "frame-ancestors": [SELF],
}
