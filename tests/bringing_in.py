"""Running an import as the operator does, and looking at what came."""

import io
import json

from django.core.management import CommandError, call_command


def ran(command, path, **options):
    """What it says, and its exit code."""
    out = io.StringIO()
    try:
        call_command(command, path, stdout=out, **options)
    except CommandError as error:
        return f"{out.getvalue()}{error}", error.returncode
    return out.getvalue(), 0


def body(post):
    return json.dumps(post.body.get_prep_value(), ensure_ascii=False)
