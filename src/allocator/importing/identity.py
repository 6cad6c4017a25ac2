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
    from collections.abc import Mapping, Sequence

    from allocator.forms.answer import Answer

EMAIL = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+")
BRACKETS = re.compile(r"[^<>@]*<([^<>]+)>")
SHARED = re.compile(
    r"(?:post|epost|e-post|mail|firmapost|postmottak|postkasse|info|kontakt|contact|kontor|office"
    r"|admin|administrasjon|resepsjon|reception|sentralbord|servicekontor|servicetorg|hello|hei"
    r"|sekretariat|sekretar|skole|skule|school|barnehage|stab|ledelse)(?:[._-].*)?"
)
"""What the addresses of mailboxes that several people share begin with."""


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

    >>> email_in(" Ola@Vestvika.example\u200b, "), email_in("Ola <ola@vestvika.example>")
    ('Ola@Vestvika.example', 'ola@vestvika.example')
    >>> email_in("anonymous"), email_in("ola@vestvika.example; per@vestvika.example")
    ('', '')
    """
    seen = plain_name(text).removeprefix("mailto:").strip(" ,;.")
    inside = BRACKETS.fullmatch(seen)
    seen = inside[1].strip() if inside else seen
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
    phone
        The last digits of a phone number: they tell namesakes apart.
    """

    name: str = ""
    email: str = ""
    organisation: str = ""
    own_id: str = ""
    phone: str = ""

    @property
    def by_email(self) -> str:
        """The e-mail as it is compared, "" without one."""
        return folded(self.email)

    @property
    def by_name(self) -> str:
        """Name and organisation as they are compared, "" without a name.

        A name with the family name first is the same one.
        """
        name = folded(turned(self.name))
        return f"{name}\n{folded(self.organisation)}" if name else ""

    @property
    def is_shared(self) -> bool:
        """Whether the e-mail looks like one that several people use.

        >>> [Identity(email=f"{box}@x.example").is_shared for box in ("post", "per")]
        [True, False]
        """
        return SHARED.fullmatch(self.by_email.partition("@")[0]) is not None

    @property
    def key(self) -> str:
        """What tells persons apart; "" where nothing does."""
        if self.own_id:
            return f"id\n{folded(self.own_id)}"
        if self.email:
            return f"mail\n{self.by_email}"
        return f"{self.by_name}\n{self.phone}" if self.phone and self.name else self.by_name


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
    given = plain_name(person.get(Role.GIVEN_NAME, ""))
    family = plain_name(person.get(Role.FAMILY_NAME, ""))
    name = plain_name(person.get(Role.NAME, ""))
    if name and not (given and family):
        whole = set(folded(f"{given} {family}").split()) <= set(folded(turned(name)).split())
        return name if whole else f"{given} {name} {family}"
    return f"{given} {family}"


def _family_first(names: Sequence[str]) -> bool:
    """Tell whether most names of a column are written "Family, Given"."""
    written = list(filter(None, names))
    return 2 * sum(turned(name) != name for name in written) > len(written)


def identities(
    answers: Sequence[Answer], phones: Mapping[int, str] | None = None
) -> list[Identity]:
    """Return who each answer is from.

    Parameters
    ----------
    answers
        In the order of the file.
    phones
        Last digits of phone numbers, by row.
    """
    numbers = [(phones or {}).get(answer.row, "") for answer in answers]
    people = [answer.person for answer in answers]
    names = [_name(person) for person in people]
    if _family_first(names):
        names = [turned(name) for name in names]
    return [_identity(*known) for known in zip(names, people, numbers, strict=True)]


def _identity(name: str, person: Mapping[Role, str], phone: str) -> Identity:
    """Return who a row is from; a name or a user name that is an e-mail address is one."""
    own_id = plain_name(person.get(Role.ID, ""))
    email = email_in(person.get(Role.EMAIL, "")) or email_in(own_id) or email_in(name)
    name = "" if email_in(name) else name
    organisation = " ".join(plain_name(person.get(Role.ORGANISATION, "")).split())
    known = "" if email_in(own_id) else own_id
    return Identity(" ".join(name.split()), email, organisation, known, phone)
