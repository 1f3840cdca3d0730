"""The rows of programmes: what results are worked out from. Pages stand above them, in `models`."""
