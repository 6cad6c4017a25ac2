"""Notions of fairness in the words of people: a name, what it means, what it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from allocator.reporting.texts import Texts

BUDGETED = "budgeted"


def known(words: Texts, name: str) -> bool:
    """Tell whether there are words for an objective."""
    return words.maybe(f"notion.{_key(name)}") is not None


def notion_name(words: Texts, name: str) -> str:
    """Return what people call an objective; unknown ones keep their name.

    >>> from allocator.reporting.texts import texts
    >>> notion_name(texts("en"), "budgeted 5 %")
    'Worst off first, at most 5% dearer'
    """
    text = words.maybe(f"notion.{_key(name)}")
    return name if text is None else text.format(percent=dial(words, name))


def notion_means(words: Texts, name: str) -> str:
    """Return what an objective is after; nothing for unknown ones."""
    text = words.maybe(f"notion.means.{_key(name)}") or ""
    return text.format(percent=dial(words, name))


def notion_costs(words: Texts, name: str) -> str:
    """Return what an objective may cost; nothing for unknown ones."""
    return words.maybe(f"notion.costs.{_key(name)}") or ""


def dial(words: Texts, name: str) -> str:
    """Return the per cent of such as "budgeted 2.5 %" as people write it."""
    if _key(name) != BUDGETED:
        return ""
    share = name.removeprefix(BUDGETED).strip(" %")
    return f"{share}%" if words.lang == "en" else f"{share.replace('.', ',')}\u00a0%"


def _key(name: str) -> str:
    return BUDGETED if name.startswith(f"{BUDGETED} ") else name
