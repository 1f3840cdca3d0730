from foreign_server import answer, editor, now, server, source  # noqa: F401
