"""What the status words of registration systems say about whether a person comes."""

from __future__ import annotations

from enum import StrEnum

from allocator.forms.normal import normal
from allocator.forms.presets import tool_named


class Standing(StrEnum):
    """Whether a person comes."""

    IN = "in"
    OUT = "out"
    WAITING = "waiting"
    TEST = "test"
    UNFINISHED = "unfinished"
    UNKNOWN = "unknown"


WORDS = {
    Standing.IN: (
        # Pindena, Checkin, LetsReg, Invajo
        "påmeldt; bekreftet; innsjekket; betalt; godkjent; registrert; fullført; deltar; "
        "deltaker; møtt; møter; oppmøtt; aktiv; fakturert; gratis; ja; kommer; plass; "
        "fått plass; har plass; tilbudt plass; "
        # pretix, Eventbrite, Indico, Sched, Qualtrics' response types, surveys
        "paid; attending; completed; complete; confirmed; registered; approved; accepted; "
        "checked in; checked-in; active; yes; going; attended; booked; invoiced; free; "
        "submitted; enrolled; success; succeeded; ip address; imported; valid; "
        "anmeldt; tilmeldt; anmäld"
    ),
    Standing.OUT: (
        "avmeldt; avslått; utgått; invitert; importert; kansellert; avlyst; avbestilt; "
        "kreditert; refundert; slettet; trukket; trukket seg; ikke påmeldt; kommer ikke; "
        "deltar ikke; nei; forfall; meldt forfall; avvist; ikke svart; ubesvart; "
        "ikke møtt; annullert; tilbakebetalt; "
        "canceled; cancelled; refunded; withdrawn; rejected; declined; expired; deleted; "
        "not attending; invited; no; credited; void; voided; no show; no-show; "
        "not going; transferred; charged back; removed; inactive; failed; "
        "avanmäld; afmeldt"
    ),
    Standing.WAITING: (
        "venteliste; på venteliste; venter på plass; står på venteliste; reserve; "
        "reserveliste; waiting list; waitlist; waitlisted; wait list; on waiting list; "
        "on waitlist; waiting; standby; väntelista"
    ),
    Standing.TEST: (
        "survey preview; preview; survey test; test; spam; testbesvarelse; forhåndsvisning"
    ),
    Standing.UNFINISHED: (
        "incomplete; partially complete; partial; started; in progress; draft; unfinished; "
        "ikke fullført; påbegynt; ufullstendig; utkast; stato_1; stato_2; stato_3; stato_5"
    ),
}
"""Words of each standing, whatever the tool; any other word is unknown."""

KNOWN = {
    normal(word): standing for standing, words in WORDS.items() for word in words.split(";")
}

NUMBERED = {"0": Standing.IN, "1": Standing.TEST, "2": Standing.TEST, "4": Standing.IN}
"""Response types of Qualtrics, where they are exported as numbers."""

YES_WORDS = "1 true yes ja finished complete completed fullført ferdig sann x y j valgt levert"
NO_WORDS = "0 false no nei partial incomplete unfinished ufullstendig usann n - ikke-valgt"
YES, NO = frozenset(YES_WORDS.split()), frozenset(NO_WORDS.split())


def standing(text: str, tool: str = "") -> Standing:
    """Return what a status word says.

    Parameters
    ----------
    text
        As written; "" says that the person comes, for silence is no refusal.
    tool
        The tool that made the file, "" if not known; its own words go first.

    Examples
    --------
    >>> [standing(word).value for word in ("Påmeldt", "CANCELED", "Venteliste", "Maybe")]
    ['in', 'out', 'waiting', 'unknown']
    """
    if not text.strip():
        return Standing.IN
    word, preset = normal(text), tool_named(tool)
    known = KNOWN | NUMBERED if tool == "Qualtrics" else KNOWN
    found = known.get(word, Standing.UNKNOWN)
    if word in preset.counts:
        return Standing.IN
    if word in preset.left_out:
        return Standing.TEST if found is Standing.TEST else Standing.OUT
    return Standing.UNKNOWN if word in preset.ask and found is Standing.IN else found


def said_yes(text: str) -> bool | None:
    """Return whether a cell says yes; an empty one says no, None means neither.

    >>> said_yes("Ja"), said_yes(""), said_yes("perhaps")
    (True, False, None)
    """
    word = normal(text).rstrip(".!").replace(" ", "-")
    if word in YES:
        return True
    return False if not word or word in NO else None
