"""Django's PostgreSQL backend with a limit on how long an answer may take. Django finds it in `base`."""
