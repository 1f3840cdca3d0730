#!/usr/bin/env python
"""Django's command line, run from anywhere."""

import os
import sys
from pathlib import Path


def main() -> None:
    # The project package lives in site/, a plain directory: a package named "site" would
    # shadow the standard library's module of that name (docs/decisions/0001).
    sys.path.insert(1, str(Path(__file__).resolve().parent / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "recalibrate.settings.dev")

    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
