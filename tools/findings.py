"""docs/findings/: a page for each code of a finding, and a list of them all.

`python tools/findings.py` (or `make texts`) writes them from `allocator.codes`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from allocator.codes import CODES
from allocator.language import say

if TYPE_CHECKING:
    from allocator.codes import Code

FOLDER = Path(__file__).parents[1] / "docs" / "findings"
INDEX = """\
# Findings

Each finding has a code that never changes its meaning. `E…` stops, the input is refused;
`N…` is a notice that stops nothing. `allocator codes E204` says in a terminal what stands
here, also in bokmål.

These pages are made from `src/allocator/codes` by `make texts`.

| code | finding | på bokmål |
| --- | --- | --- |
"""
PAGE = """\
# {code}: {title}

{kind}

**What it means.** {means}

**What to do.** {mend}

## På bokmål: {title_nb}

**Hva det betyr.** {means_nb}

**Hva du kan gjøre.** {mend_nb}

[All findings](README.md)
"""
STOPS = "This finding stops: the input is refused."
NOTICE = "This is a notice: it stops nothing."


def pages() -> dict[str, str]:
    """Return the text of every page by file name."""
    rows = (f"| [{c.code}]({c.code}.md) | {c.title} | {say(c.title, 'nb')} |\n" for c in CODES)
    return {
        "README.md": INDEX + "".join(rows),
        **{f"{code.code}.md": _page(code) for code in CODES},
    }


def _page(code: Code) -> str:
    said = {"title": code.title, "means": code.means, "mend": code.mend}
    return PAGE.format(
        code=code.code,
        kind=NOTICE if code.code.startswith("N") else STOPS,
        **said,
        **{f"{name}_nb": say(text, "nb") for name, text in said.items()},
    )


def main() -> None:
    """Write every page, and take away those of codes that are no more."""
    FOLDER.mkdir(exist_ok=True)
    found = pages()
    for path in FOLDER.glob("*.md"):
        if path.name not in found:
            path.unlink()
    for name, text in found.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
