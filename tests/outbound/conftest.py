from foreign_server import answer, now, server  # noqa: F401
