"""What is known of tools: their headers, words of status, and how they write dates."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from allocator.forms.answer import Role
from allocator.forms.normal import normal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PERSONAL = (Role.NAME, Role.GIVEN_NAME, Role.FAMILY_NAME, Role.EMAIL, Role.ORGANISATION)
ORDER = (
    Role.ID,
    Role.RESPONSE,
    Role.BUYER_EMAIL,
    Role.EMAIL,
    Role.STARTED,
    Role.COMPLETED,
    Role.CHANGED,
    Role.STATUS,
    Role.FINISHED,
    Role.CHANNEL,
    Role.RANK,
    Role.ROUND,
    Role.ORGANISATION,
    Role.NAME,
    Role.GIVEN_NAME,
    Role.FAMILY_NAME,
)
"""In which order words inside a header decide: "Navn på kommune" is an organisation."""
LONGEST_HEADER = 120


@dataclass(frozen=True, slots=True)
class Tool:
    """A program that organisers export answers from.

    Attributes
    ----------
    name
        As people call it; "" stands for files of no known tool.
    signs
        Headers by which it is recognised, normal.
    needs
        How many of them are enough.
    dates
        "day" or "month": which it writes first; "" where nobody knows.
    day_first_signs
        Headers that say that the day comes first.
    boxes
        Whether a No under an option is only a box without a tick.
    logs_in
        Whether it writes who was logged in, before what a form asks.
    buyer
        Headers that hold the address of whoever signed people up.
    finished_by
        "completed" where an answer without a time of completion is unfinished.
    described_in
        Names of other sheets or files that hold the texts of its headers; "" where the
        headers are texts.
    counts, left_out, ask
        Words of its status: who counts, who does not, and whom to ask about; normal.
    """

    name: str
    signs: frozenset[str]
    needs: int
    dates: str
    day_first_signs: frozenset[str]
    boxes: bool
    logs_in: bool
    buyer: frozenset[str]
    finished_by: str
    described_in: str
    counts: frozenset[str]
    left_out: frozenset[str]
    ask: frozenset[str]


def _split(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(normal, text.split("|"))))


@cache
def _table() -> dict[str, Any]:
    text = (files("allocator.forms") / "presets.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def listed(name: str) -> tuple[str, ...]:
    """Return the words of a list in presets.toml, normal, in its order."""
    return _split(_table()["words"][name])


@cache
def words(name: str) -> frozenset[str]:
    """Return the words of a list in presets.toml, normal."""
    return frozenset(listed(name))


def alternatives(listed: Iterable[str]) -> str:
    """Return words as alternatives of a regular expression, longest first."""
    return "|".join(map(re.escape, sorted(listed, key=lambda word: (-len(word), word))))


@cache
def tools() -> tuple[Tool, ...]:
    """Return every tool; the last one stands for files of no known tool."""
    return tuple(_tool(entry) for entry in _table()["tool"])


def _tool(entry: Mapping[str, Any]) -> Tool:
    def given(key: str) -> frozenset[str]:
        return frozenset(_split(entry.get(key, "")))

    return Tool(
        name=entry["name"],
        signs=given("signs"),
        needs=entry.get("needs", 2),
        dates=entry.get("dates", ""),
        day_first_signs=given("day_first_signs"),
        boxes=entry.get("boxes", False),
        logs_in=entry.get("logs_in", False),
        buyer=given("buyer"),
        finished_by=entry.get("finished_by", ""),
        described_in=entry.get("described_in", ""),
        counts=given("in"),
        left_out=given("out"),
        ask=given("ask"),
    )


def tool_named(name: str) -> Tool:
    """Return a tool by its name; the one for unknown files where there is none."""
    return next((tool for tool in tools() if tool.name == name), tools()[-1])


def recognised(headers: Iterable[str]) -> Tool:
    """Return the tool whose signs fit the headers best.

    >>> recognised(["ID", "Starttidspunkt", "Fullføringstidspunkt", "Navn"]).name
    'Microsoft Forms'
    >>> recognised(["Navn", "E-post", "1. valg"]).name
    ''
    """
    seen = {normal(header) for header in headers}
    fits = [(len(tool.signs & seen), tool) for tool in tools()[:-1]]
    enough = [(n, tool) for n, tool in fits if n >= tool.needs]
    return max(enough, key=lambda fit: fit[0], default=(0, tools()[-1]))[1]


@cache
def _headers(name: str) -> tuple[frozenset[str], re.Pattern[str]]:
    """Return the whole headers of a list, and a pattern of the words inside headers."""
    all_ = _split(_table()["headers"][name])
    whole = frozenset(word.removeprefix("=") for word in all_)
    inside = alternatives(w for w in all_ if not w.startswith("=")) or "(?!)"
    return whole, re.compile(rf"(?<![\w-])(?:{inside})(?![\w-])")


@lru_cache(maxsize=20_000)
def speaks_of(name: str, header: str) -> bool:
    """Tell whether a header is, or holds, a word of a list in presets.toml."""
    whole, inside = _headers(name)
    seen = normal(header)
    return seen in whole or inside.search(seen) is not None


@lru_cache(maxsize=20_000)
def role_of(header: str) -> Role | None:
    """Return what a header says its column is for, None if it says nothing known.

    >>> role_of("E-post2"), role_of("Navn på kommune"), role_of("Tidsmerke")
    (<Role.EMAIL: 'email'>, <Role.ORGANISATION: 'organisation'>, <Role.COMPLETED: 'completed'>)
    >>> role_of("Kommentar"), role_of("Hva synes du?"), role_of("Navn på leder")
    (<Role.UNUSED: 'unused'>, None, <Role.UNUSED: 'unused'>)
    """
    seen = _bare(header)
    return stated_role(header) or (_by_word(seen) if len(seen) <= LONGEST_HEADER else None)


def _bare(header: str) -> str:
    return normal(header).strip(" *:.?!").rstrip("0123456789 ")


@lru_cache(maxsize=20_000)
def stated_role(header: str) -> Role | None:
    """Return what a header says where the whole of it is known, not only a word in it."""
    seen = normal(header)
    for text in dict.fromkeys((seen, seen.strip(" *:.?!"), _bare(header))):
        for role in (*ORDER, Role.UNUSED):
            name = "ignored" if role is Role.UNUSED else role.value
            if text in _headers(name)[0]:
                return role
    return None


def _by_word(text: str) -> Role | None:
    if _headers("buyer_email")[1].search(text):
        return Role.BUYER_EMAIL
    if _headers("ignored")[1].search(text):
        return Role.UNUSED
    if _unit().search(text):
        return Role.ORGANISATION
    for name, role in (*((role.value, role) for role in ORDER), ("name_word", Role.NAME)):
        if _headers(name)[1].search(text):
            stranger = _headers("not_a_person")[1].search(text)
            return Role.UNUSED if stranger and role in PERSONAL else role
    return None


@cache
def _unit() -> re.Pattern[str]:
    """Return what asks for the name of a unit: "Navn på skolen", "hvilken skole"."""
    units = rf"(?:{alternatives(words('units'))})\b"
    name = r"\b(?:navn|navnet|namn|namnet|name|names)\b"
    return re.compile(
        rf"{name} (?:på|til|of|for|av) (?:\w+ ){{0,2}}{units}"
        rf"|\b{units} ?{name}|\b(?:hvilken|hvilket|kva for|which|vilken) {units}"
    )
