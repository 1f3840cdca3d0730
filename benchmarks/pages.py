"""CPU time and queries of pages, rendered afresh each time, in this process and without a server.

    DJANGO_SETTINGS_MODULE=recalibrate.settings.dev python benchmarks/pages.py / /states/fatigue/ /posts/

Works on any Django project that is on the path, so that another one can be measured in the same way.
"""

import statistics
import sys
import time

import django

WARM_UP, COUNTED = 5, 40


def main(paths: list[str]) -> None:
    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    print(f"{'page':40} {'status':>6} {'CPU ms':>8} {'queries':>8} {'doubled':>8} {'bytes':>8}")
    for path in paths:
        answer = None
        for _ in range(WARM_UP):
            answer = client.get(path)
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        asked = [query["sql"] for query in captured.captured_queries]
        spent = []
        for _ in range(COUNTED):
            started = time.process_time()
            client.get(path)
            spent.append(1000 * (time.process_time() - started))
        row = (answer.status_code, statistics.median(spent), len(asked), len(asked) - len(set(asked)))
        size = len(answer.content)
        print(f"{path:40} {row[0]:>6} {row[1]:>8.1f} {row[2]:>8} {row[3]:>8} {size:>8}")


if __name__ == "__main__":
    main(sys.argv[1:] or ["/"])
