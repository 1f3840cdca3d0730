"""Try every outage, or those that are named, and print the table of what was seen."""

import argparse
import importlib
import pkgutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import outages
from benchmarks.outages.ground import prepared
from benchmarks.outages.registry import OUTAGES, Seen, table


def main() -> int:
    for module in pkgutil.iter_modules(outages.__path__):
        if module.name != "__main__":
            importlib.import_module(f"{outages.__name__}.{module.name}")
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=outages.__doc__, formatter_class=form)
    parser.add_argument("--seconds", type=float, default=60, help="how long each lasts")
    parser.add_argument("name", nargs="*", help=", ".join(OUTAGES))
    arguments = parser.parse_args()
    if unknown := set(arguments.name) - set(OUTAGES):
        parser.error(f"There is no outage {', '.join(sorted(unknown))}.")
    seen: dict[str, Seen] = {}
    with TemporaryDirectory() as folder, prepared(Path(folder), seconds=arguments.seconds) as ground:
        for name in arguments.name or OUTAGES:
            print(name, flush=True)
            seen[name] = OUTAGES[name].tried(ground)
    print(f"\n{table(seen)}\n\nThe disk full to its last byte: python -m benchmarks.disk_full")
    return int(not all(what.is_as_promised for what in seen.values()))


if __name__ == "__main__":
    sys.exit(main())
