"""What the tests of forms share: the samples, their event, and the right answer."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from allocator.forms import CodeRow, Role, Stated, Understood, read_codebook, understand
from allocator.readers.instance import read
from allocator.sheets.reading import read_book

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from allocator.problem import Event

SAMPLES = Path(__file__).parent / "samples" / "forms"
NO = ("refused", "no")
Wishes = dict[str, dict[str, str]]


@cache
def sample_event(name: str = "event.yaml") -> Event:
    """Return the event of the samples, read as any other event."""
    with TemporaryDirectory() as made:
        (Path(made) / "event.yaml").write_bytes((SAMPLES / name).read_bytes())
        (Path(made) / "attendees.csv").write_text("attendee_id\nA001\n")
        (Path(made) / "preferences.csv").write_text("attendee_id,session_id,rank\n")
        return read(made).event


@cache
def people() -> dict[str, str]:
    """Return the e-mail of each expected person, by name."""
    with (SAMPLES / "EXPECTED_participants.csv").open(encoding="utf-8", newline="") as file:
        return {f"{r['first_name']} {r['last_name']}": r["email"] for r in csv.DictReader(file)}


@cache
def expected() -> Wishes:
    """Return the right answer: rank by session, by e-mail."""
    options = {}
    for session in sample_event().sessions:
        options |= {session.title: session.id, f"{session.id} {session.title}": session.id}
    wishes: Wishes = {email: {} for email in people().values()}
    path = SAMPLES / "EXPECTED_preferences_long.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            wishes[row["email"]][options[row["option"]]] = row["rank"]
    return wishes


def read_sample(
    *names: str, event: Event | None = None, codes: str = "", stated: Stated | None = None
) -> Understood:
    """Understand samples, with a list of codes where one is named."""
    books = [read_book(SAMPLES / name) for name in names]
    codebook: Sequence[CodeRow] = ()
    if codes:
        codebook, _ = read_codebook(read_book(SAMPLES / codes))
    return understand(books, event or sample_event(), codebook=codebook, stated=stated)


def who(person: Mapping[Role, str]) -> str:
    """Return the e-mail of an expected person, else what the row has."""
    given = (person.get(Role.GIVEN_NAME, ""), person.get(Role.FAMILY_NAME, ""))
    name = person.get(Role.NAME) or " ".join(filter(None, given))
    if "," in name:
        name = " ".join(part.strip() for part in reversed(name.split(",")))
    return (person.get(Role.EMAIL) or people().get(name) or name).strip().casefold()


def wishes_of(understood: Understood) -> Wishes:
    """Return rank by session of each expected person: of several answers the latest."""

    def when(answer: object) -> str:
        person = answer.person  # type: ignore[attr-defined]
        return person.get(Role.CHANGED) or person.get(Role.COMPLETED) or ""

    found: Wishes = {}
    for answer in sorted(understood.answers, key=when):
        email = who(answer.person)
        if email in people().values():
            wishes: dict[str, str] = {}
            for wish in answer.wishes:
                if wish.value not in NO:
                    wishes.setdefault(wish.session_id, wish.value)
            found[email] = wishes
    return found


def up_to(most: Mapping[str, int]) -> Wishes:
    """Return the right answer as far as a sample holds it: the largest rank by round."""
    session = sample_event().session
    return {
        email: {
            id_: rank
            for id_, rank in wishes.items()
            if int(rank) <= most.get(session[id_].round_id, 0)
        }
        for email, wishes in expected().items()
    }
