"""The rows of the Guardian: what publishing is worked out from. Pages stand above it, in `models`."""
