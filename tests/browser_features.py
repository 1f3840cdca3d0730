"""Which features of CSS and of browsers' script our files use, and since when browsers have them.

    python tests/browser_features.py data.json    writes browser_features.json beside this file

data.json is the published compatibility data (the npm package @mdn/browser-compat-data, CC0). Only what our
own files use is kept of it, so that the suite needs no network.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
KEPT = Path(__file__).with_suffix(".json")
BROWSERS = ("safari_ios", "chrome", "edge", "firefox")
READERS_CSS = ("site.css", "guardian.css", "feed.css")
ADMIN_SCRIPTS = ("inbox", "figures", "round-up", "one-save")


def style() -> str:
    """All that readers are styled with, without comments and strings."""
    text = "".join((ROOT / "static/css" / name).read_text() for name in READERS_CSS)
    return re.sub(r'"[^"]*"', '""', re.sub(r"/\*.*?\*/", "", text, flags=re.S))


def scripts() -> str:
    files = [*(ROOT / "static/js").glob("*.js"), *(ROOT / "templates/inline").glob("*.js")]
    text = "".join(path.read_text() for path in sorted(files) if not path.name.startswith(ADMIN_SCRIPTS))
    return re.sub(r"`[^`\n]*`|\"[^\"\n]*\"|(?<!:)//[^\n]*", "", text)


def used() -> set[str]:
    """Names as `property:display`, `value:overflow:clip`, `selector:has`, `function:clamp`, `at:layer`."""
    css = style()
    found = {f"at:{name}" for name in re.findall(r"@([a-z-]+)", css)}
    found |= {f"selector:{name}" for name in re.findall(r"(?<![\w-])::?([a-z-]+)(?=[\s,.:\[({)>+~])", css)}
    found |= {f"function:{name}" for name in re.findall(r"(?<![\w:-])([a-z][a-z-]*)\(", css)}
    for name, value in re.findall(r"[{;]\s*((?!-)[a-z-]+)\s*:\s*([^;{}]+)", css):
        found.add(f"property:{name}")
        found |= {f"value:{name}:{word}" for word in re.findall(r"(?<![\w#-])[a-z][a-z-]*(?![\w(-])", value)}
    found |= {f"script:{name}" for name in re.findall(r"\.([A-Za-z]{3,})\b", scripts())}
    return found


def versions(node: dict[str, Any]) -> dict[str, float | None]:
    """The first version of each browser that has it, unprefixed and without a switch; None where none has."""
    since: dict[str, float | None] = {}
    for browser in BROWSERS:
        told = node["__compat"]["support"].get(browser, [])
        plain = [
            one["version_added"]
            for one in (told if isinstance(told, list) else [told])
            if not ({"flags", "prefix", "alternative_name"} & one.keys())
            and isinstance(one.get("version_added"), str)
            and one.get("version_removed") is None
        ]
        numbers = [float(m[1]) for text in plain if (m := re.match(r"≤?(\d+(?:\.\d+)?)", text))]
        since[browser] = min(numbers, default=None)
    return since


def under(node: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    for key, child in node.items():
        if key == "__compat" or not isinstance(child, dict):
            continue
        if key == name and "__compat" in child:
            yield child
        yield from under(child, name)


def candidates(data: dict[str, Any], feature: str) -> list[dict[str, Any]]:
    kind, _, name = feature.partition(":")
    css = data["css"]
    if kind == "property":
        return [css["properties"][name]] if name in css["properties"] else []
    if kind == "value":
        prop, _, word = name.partition(":")
        child = css["properties"].get(prop, {}).get(word)
        return [child] if child and "__compat" in child else []
    if kind in ("selector", "at"):
        child = css["selectors" if kind == "selector" else "at-rules"].get(name)
        return [child] if child else []
    if kind == "function":
        return list(under(css["types"], name))
    return [*under(data["api"], name), *under(data["javascript"]["builtins"], name)]


def earliest(found: list[dict[str, Any]]) -> dict[str, float | None]:
    """Of all things of one name the first in each browser: later ones cannot be told apart by it."""
    each = [versions(node) for node in found]
    return {
        browser: min((one[browser] for one in each if one[browser] is not None), default=None)
        for browser in BROWSERS
    }


def main(path: str) -> None:
    data = json.loads(Path(path).read_text())
    kept = {name: earliest(found) for name in sorted(used()) if (found := candidates(data, name))}
    unknown = sorted(
        name for name in used() if name not in kept and not name.startswith(("value:", "script:"))
    )
    version = data["__meta"]["version"]
    KEPT.write_text(json.dumps({"version": version, "unknown": unknown, "since": kept}, indent=1) + "\n")
    print(f"{len(kept)} features, data of version {version}; not in the data: {', '.join(unknown) or 'none'}")


if __name__ == "__main__":
    main(*sys.argv[1:])
