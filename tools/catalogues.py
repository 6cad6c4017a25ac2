"""Catalogues of GNU gettext as we keep them: sorted, without dates, places and versions."""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

LOCALE = Path(__file__).parents[1] / "src" / "allocator" / "language" / "locale"
WIDTH = 96


class Plain(Catalog):
    """A catalogue whose head holds what a reader needs, and nothing that changes by itself.

    Parameters
    ----------
    lang
        "nb" or "en".
    """

    def __init__(self, lang: str) -> None:
        super().__init__(locale=lang, header_comment="", charset="utf-8", fuzzy=False)

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """Fields of the head."""
        return [
            ("MIME-Version", "1.0"),
            ("Language", str(self.locale)),
            ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


def folder(lang: str) -> Path:
    """Return where the catalogues of a language lie."""
    return LOCALE / lang / "LC_MESSAGES"


def read(lang: str, domain: str) -> Catalog:
    """Return a .po file as a catalogue with our own head; empty where there is none."""
    whole, path = Plain(lang), folder(lang) / f"{domain}.po"
    if path.exists():
        with path.open("rb") as file:
            for message in read_po(file, locale=lang):
                if message.id:
                    whole.add(message.id, message.string, user_comments=message.user_comments)
    return whole


def write(lang: str, domain: str, catalogue: Catalog) -> None:
    """Write a catalogue as .po and .mo; take both away where it holds nothing."""
    po, mo = (folder(lang) / f"{domain}.{kind}" for kind in ("po", "mo"))
    po.parent.mkdir(parents=True, exist_ok=True)
    if not len(catalogue):
        po.unlink(missing_ok=True)
        mo.unlink(missing_ok=True)
        return
    with po.open("wb") as file:
        write_po(file, catalogue, width=WIDTH, sort_output=True)
    with mo.open("wb") as file:
        write_mo(file, catalogue)


def forms(string: object) -> tuple[str, ...]:
    """Return the forms of an id or a translation: one, or two where a number decides."""
    return (string,) if isinstance(string, str) else tuple(string) if string else ("",)


def missing(catalogue: Catalog) -> list[str]:
    """Return the ids that have no translation."""
    return [str(m.id) for m in catalogue if m.id and not all(forms(m.string))]
