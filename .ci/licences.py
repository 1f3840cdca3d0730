"""Under which licence each package that runs comes: `python .ci/licences.py` writes docs/licences.md.

`--check` writes nothing; it fails where the list is stale, a licence is not one we accept, or a pinned
package is not installed in exactly the pinned version. Works offline, from the packages' own metadata.
"""

import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
LIST = ROOT / "docs" / "licences.md"
PINNED = re.compile(r"^([a-z0-9][\w.-]*)(?:\[[\w,]+\])?==([^\s;\\]+)", re.M | re.I)
# Free licences that ask for no more than notices, or (LGPL, MPL) for changes to the package itself.
ACCEPTED = re.compile(r"MIT|BSD|ISC|Apache|PSF|Python Software|MPL|Mozilla|LGPL|Lesser|Unlicense|HPND", re.I)
STRICT = re.compile(r"\bA?GPL|Affero|(?<!Lesser )General Public|proprietary|commercial", re.I)
# Whose metadata names no licence, read by hand in the package.
BY_HAND: dict[str, str] = {}
HEAD = """# Licences of what runs

Every package of requirements.txt, by the licence its own metadata names. Made by `python .ci/licences.py`;
`make check` fails when it is stale or names a licence that we do not accept. The fonts’ licences lie beside
them in `static/fonts/`.

| Package | Version | Licence |
| --- | --- | --- |
"""


def licence_of(name: str) -> str:
    about = metadata(name)
    classified = [
        line.rsplit(" :: ", 1)[1].removesuffix(" License")
        for line in about.get_all("Classifier") or []
        if line.startswith("License :: OSI Approved :: ")
    ]
    named = about["License-Expression"] or ", ".join(classified) or (about["License"] or "").split("\n")[0]
    return BY_HAND.get(name) or named or "none named"


def rows() -> tuple[list[str], list[str]]:
    """The lines of the list, and what is wrong."""
    lines, wrong = [], []
    for name, version in PINNED.findall((ROOT / "requirements.txt").read_text()):
        try:
            licence, installed = licence_of(name), metadata(name)["Version"]
        except PackageNotFoundError:
            wrong.append(f"{name} is pinned but not installed: its licence cannot be read.")
            continue
        if installed != version:
            wrong.append(f"{name} is pinned to {version}, but {installed} is installed.")
        if not ACCEPTED.search(licence) or STRICT.search(licence.replace("LGPL", "")):
            wrong.append(f"{name}: “{licence}” is not a licence we accept.")
        lines.append(f"| {name} | {version} | {licence} |")
    return lines, wrong


def main() -> int:
    lines, wrong = rows()
    text = HEAD + "\n".join(lines) + "\n"
    if "--check" not in sys.argv:
        LIST.write_text(text)
    elif not LIST.exists() or LIST.read_text() != text:
        wrong.append("docs/licences.md is stale: run `python .ci/licences.py`.")
    for line in wrong:
        print(line, file=sys.stderr)
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
