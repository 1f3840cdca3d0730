"""The two content security policies (django-csp's form)."""

from csp.constants import NONE, SELF, UNSAFE_INLINE

PUBLIC = {
    "default-src": [NONE],
    "img-src": [SELF],
    "font-src": [SELF],
    "style-src": [SELF],
    "script-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
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
