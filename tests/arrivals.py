"""Items that have just come in, and how an editor's screen sends a decision on one."""

from feeds.models import Item
from recalibrate.core.models import StateOfMind


def arrived(source, number, **fields):
    return Item.objects.create(
        **{
            "source": source,
            "identity": str(number),
            "fingerprint": "f",
            "url": f"https://a.example/{number}",
            "title": f"Item {number}",
            "text": "Some words.",
            **fields,
        }
    )


def keep_fields(**fields):
    fatigue = StateOfMind.objects.get(slug="fatigue")
    return {"decision": "keep", "line": "Because.", "states": [fatigue.pk], "half": "for-all", **fields}


def as_json(client, path, fields):
    response = client.post(path, fields, HTTP_ACCEPT="application/json")
    return response.status_code, response.json()
