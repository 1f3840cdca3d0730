"""Reading as of one moment keeps no process from writing, and writes nothing itself."""

import pytest
from scratch_database import ENGINES, environment, run, scratch_database

READ = """
import subprocess, sys
from django.db import Error, connection, transaction
from recalibrate.infra.snapshot import snapshot
from recalibrate.operations.models import Trouble

with connection.schema_editor() as editor:
    editor.create_model(Trouble)

WRITE = '''
import django; django.setup()
from django.utils import timezone
from recalibrate.operations.models import Trouble
Trouble.objects.create(check_name="later", words="x", since=timezone.now())
'''
with snapshot():
    print(Trouble.objects.count())
    subprocess.run([sys.executable, "-c", WRITE], check=True, timeout=60)
    print(Trouble.objects.count())
print(Trouble.objects.count())
try:
    with snapshot():
        Trouble.objects.all().delete()
except Error:
    print("refused")
with transaction.atomic():
    Trouble.objects.all().delete()
print(Trouble.objects.count(), getattr(connection, "transaction_mode", None))
"""


@pytest.mark.parametrize("engine", ENGINES)
def test_others_write_while_it_is_read_and_are_seen_afterwards(engine, tmp_path):
    with scratch_database(engine, tmp_path) as url:
        told = run(READ, environment(url, tmp_path)).split()

    assert told[:5] == ["0", "0", "1", "refused", "0"]
    assert told[5] in ("IMMEDIATE", "None")  # as it was before
