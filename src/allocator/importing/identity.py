"""Who answered: by an explicit id, else an e-mail, else a name with an organisation."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from allocator.forms.answer import Role
from allocator.sheets.text import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from allocator.forms.answer import Answer

EMAIL = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+")


@lru_cache(maxsize=100_000)
def folded(text: str) -> str:
    """Return a text as it is compared: composed, nothing invisible, one blank, no case.

    >>> folded(" Ola\u200b  NORDLIEN ")
    'ola nordlien'
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", plain_name(text))
    return " ".join(text.casefold().split())


def email_in(text: str) -> str:
    """Return the e-mail address that a text is, "" where it is none ("anonymous").

    >>> email_in(" Ola@Vestvika.example\u200b "), email_in("anonymous")
    ('Ola@Vestvika.example', '')
    """
    seen = plain_name(text).removeprefix("mailto:")
    return seen if EMAIL.fullmatch(seen) else ""


@dataclass(frozen=True, slots=True)
class Identity:
    """What is known of who a person is.

    Attributes
    ----------
    name, email, organisation
        As written, without outer blanks and invisible characters; "" if not known.
    own_id
        An explicit id of the person, "" if there is none.
    """

    name: str = ""
    email: str = ""
    organisation: str = ""
    own_id: str = ""

    @property
    def by_email(self) -> str:
        """The e-mail as it is compared, "" without one."""
        return folded(self.email)

    @property
    def by_name(self) -> str:
        """Name and organisation as they are compared, "" without a name."""
        return f"{folded(self.name)}\n{folded(self.organisation)}" if self.name else ""

    @property
    def key(self) -> str:
        """What tells persons apart; "" where nothing does."""
        if self.own_id:
            return f"id\n{folded(self.own_id)}"
        return f"mail\n{self.by_email}" if self.email else self.by_name


def turned(name: str) -> str:
    """Return a name that has the family name first in its usual order.

    >>> turned("Aasland-Dahl, Ingunn"), turned("Ingunn Aasland-Dahl")
    ('Ingunn Aasland-Dahl', 'Ingunn Aasland-Dahl')
    """
    family, comma, given = name.partition(",")
    if not comma or "," in given or not (family.strip() and given.strip()):
        return name
    return f"{given.strip()} {family.strip()}"


def same_name(one: str, other: str) -> bool:
    """Tell whether two names on one e-mail are the same person's.

    They are if one has all words of the other, and that has at least two.

    >>> same_name("Kari Marie Berg", "kari berg"), same_name("Kari Berg", "Ola Berg")
    (True, False)
    """
    first, second = set(folded(turned(one)).split()), set(folded(turned(other)).split())
    fewer, more = sorted((first, second), key=len)
    return not fewer or first == second or (len(fewer) > 1 and fewer <= more)


def _name(person: Mapping[Role, str]) -> str:
    parts = (person.get(Role.GIVEN_NAME, ""), person.get(Role.FAMILY_NAME, ""))
    whole = " ".join(filter(None, map(plain_name, parts)))
    return whole or plain_name(person.get(Role.NAME, ""))


def _family_first(names: Sequence[str]) -> bool:
    """Tell whether most names of a column are written "Family, Given"."""
    written = list(filter(None, names))
    return 2 * sum(turned(name) != name for name in written) > len(written)


def identities(answers: Iterable[Answer]) -> list[Identity]:
    """Return who each answer is from.

    Parameters
    ----------
    answers
        In the order of the file.
    """
    people = [answer.person for answer in answers]
    names = [_name(person) for person in people]
    if _family_first(names):
        names = [turned(name) for name in names]
    return [_identity(name, person) for name, person in zip(names, people, strict=True)]


def _identity(name: str, person: Mapping[Role, str]) -> Identity:
    """Return who a row is from; a user name that is an e-mail address is one."""
    own_id = plain_name(person.get(Role.ID, ""))
    email = email_in(person.get(Role.EMAIL, "")) or email_in(own_id)
    organisation = " ".join(plain_name(person.get(Role.ORGANISATION, "")).split())
    known = "" if email_in(own_id) else own_id
    return Identity(" ".join(name.split()), email, organisation, known)
