"""Numbers of rows as a form sends them; what no row can have is left out before a database is asked for it."""

from django.http import QueryDict


def is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def ticked_numbers(sent: QueryDict, name: str) -> list[int]:
    """What is ticked under the name, as far as it is a row's number."""
    return [int(number) for number in sent.getlist(name) if is_number(number)]
