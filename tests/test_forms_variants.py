"""Forms as organisers really have them, one table each: what they look like, what they say."""

from __future__ import annotations

import pytest

from allocator.forms import understand
from allocator.sheets.book import Book, Line, Sheet
from forms_support import sample_event

K, B, U = (
    "1A Klimatilpasning, arealplan og overvann",
    "1B Bolig for alle – nye boligformer",
    "1D Ung medvirkning (10–18 år)",
)

# name, table with | between cells, wishes of the first row, codes of what is told
VARIANTS = {
    "only the top three of a ranking": (
        "ID|Starttidspunkt|E-postadresse|Navn|Runde 1: Ranger\n"
        f"1|2027-03-01 08:08|a@x.no|Ane|{K};{U};1E Beredskap: fra plan til praksis;",
        "1A=1 1D=2 1E=3",
        "",
    ),
    "bokmål Google grid, ranks as rows, boxes": (
        f"Tidsmerke|Navn|Verksted [1. valg]|Verksted [2. valg]\n"
        f"01.03.2027 kl. 08.12.31|Ane|{K}, {B}|{U}",
        "1A=1 1B=1 1D=2",
        "N704",
    ),
    "bokmål Google grid, options as rows, boxes": (
        f"Tidsmerke|Navn|Verksted [{K}]|Verksted [{B}]\n"
        f"01.03.2027 kl. 08.12.31|Ane|1. valg|2. valg",
        "1A=1 1B=2",
        "",
    ),
    "times behind the titles": (
        f"Navn|1. valg|2. valg\nAne|{K} (09.00–10.15)|{U} kl. 09:00",
        "1A=1 1D=2",
        "",
    ),
    "a time before the title, the room behind": (
        f"Navn|1. valg|2. valg\nAne|09.00-10.15: {K}|{B} (Sal B, maks 30 plasser)",
        "1A=1 1B=2",
        "",
    ),
    "columns in odd order": (
        f"3. valg|Kommentar|1. valg|Navn|2. valg\n{U}|Hei|{K}|Ane|{B}",
        "1A=1 1B=2 1D=3",
        "",
    ),
    "an index, empty columns": (
        f"|Navn||1. valg|2. valg|\n0|Ane||{K}|{B}|\n1|Bo||{B}|{K}|",
        "1A=1 1B=2",
        "",
    ),
    "codes, words and half titles": (
        "Hvem|Førstevalg|Andrevalg|Tredjevalg\n"
        "Ane|1a|verksted 1D|1B – bolig for alle – nye boligformer.",
        "1A=1 1D=2 1B=3",
        "",
    ),
    "nynorsk": (
        f"Namn|E-postadressa|Fyrsteval|Andreval|Tredjeval\nAne|a@x.no|{K}|{B}|Veit ikkje",
        "1A=1 1B=2",
        "N703",
    ),
    "nynorsk numbers": (f"Namn|1. val|2. val\nAne|{K}|{B}", "1A=1 1B=2", ""),
    "danish": (
        f"Tidsstempel|Navn|Første prioritet|Anden prioritet\n01-03-2027 08.12|Ane|{K}|{B}",
        "1A=1 1B=2",
        "",
    ),
    "swedish": (f"Namn|Förstahandsval|Andrahandsval\nAne|{K}|{B}", "1A=1 1B=2", ""),
    "ranks with dots": (
        f"Navn|{K}|{B}|{U}\nAne|1.|2. prioritet|3. ønske\nBo|2.|1. prioritet|",
        "1A=1 1B=2 1D=3",
        "",
    ),
    "high, middling and low": (f"Navn|{K}|{B}|{U}\nAne|Høy|Middels|Lav", "1A=4 1B=3 1D=2", ""),
    "Microsoft Likert": (
        f"ID|Starttidspunkt|Fullføringstidspunkt|Navn|Ranger.{K}|Ranger.{B}\n"
        "1|2027-03-01|2027-03-01|Ane|2. valg|1. valg",
        "1B=1 1A=2",
        "",
    ),
    "one choice only": (
        "Navn|Hvilken befaring vil du være med på?\n"
        "Ane|Buss 1 – Fornebu kl. 12.30\n"
        "Bo|Buss 2 – Furuset kl. 12.30",
        "B1=1",
        "",
    ),
    "first and reserve": (f"Navn|Hovedønske|Reserveønske\nAne|{K}|{B}", "1A=1 1B=2", ""),
    "wish and number": (
        f"Navn|Førsteønske|Andreønske|Ønske nr. 3\nAne|{K}|{B}|{U}",
        "1A=1 1B=2 1D=3",
        "",
    ),
    "a sentence with ranks in one cell": (
        f"Navn|Ønsker\nAne|1. valg: {K}\nBo|1. valg: {B}, 2. valg: {U}",
        "1A=1",
        "",
    ),
    "a numbered list in one cell": (
        f"Navn|Ranger verkstedene\nAne|1) {B}, 2) {K}, 3) {U}\nBo|1) {K}",
        "1B=1 1A=2 1D=3",
        "",
    ),
    "an explanation in the question": (
        f"Navn|Runde 1: Ranger verkstedene (1. valg øverst, så andrevalg)\n"
        f"Ane|{B};{K};\n"
        f"Bo|{U};{K};",
        "1B=1 1A=2",
        "",
    ),
    "points to share out": (
        f"Navn|Fordel 100 poeng [{K}]|Fordel 100 poeng [{B}]\nAne|70|30\nBo|50|50",
        "1A=70 1B=30",
        "",
    ),
    "what somebody cannot": (
        f"Navn|1. valg|2. valg|Jeg kan ikke delta på\nAne|{K}|{B}|{U};1C\nBo|{B}||Ingen",
        "1A=1 1B=2 1C=refused 1D=refused",
        "N723",
    ),
    "boxes for what does not suit": (
        f"Navn|1. valg|2. valg|Passer ikke [{U}]|Passer ikke [{B}]\nAne|{K}||x|\nBo|{B}|{K}||",
        "1A=1 1D=refused",
        "N723",
    ),
    "a comment that names a session": (
        f"Navn|1. valg|2. valg|Kommentar\nAne|{K}|{B}|1D\nBo|{B}|{K}|",
        "1A=1 1B=2",
        "N714",
    ),
    "two in one cell": (
        f"Navn|1. valg|2. valg\nAne|1A og 1C|{B}\nBo|1A/1C|1B",
        "1A=1 1C=1 1B=2",
        "N704",
    ),
    "old Google, user names": (
        f"Timestamp|Username|First choice|Second choice\n"
        f"2027/03/01 8:12:31 AM GMT+1|a@x.no|{K}|{B}",
        "1A=1 1B=2",
        "",
    ),
    "Eventbrite": (
        "Order #|Order Date|First Name|Last Name|Email|Quantity|Ticket Type|Attendee Status|"
        f"Session 1 – 1st choice|Session 1 – 2nd choice\n"
        f"11211912243|11/29/24 22:28|Ane|Li|a@x.no|1|Day|Attending|{K}|{B}",
        "1A=1 1B=2",
        "",
    ),
    "upper row without merging": (
        f"||Runde 1||Runde 2|\n"
        f"Navn|E-post|1|2|1|2\n"
        f"Ane|a@x.no|{K}|{B}|2A|2B\n"
        f"Bo|b@x.no|{U}|{B}|2C|",
        "1A=1 2A=1 1B=2 2B=2",
        "",
    ),
    "the longest question first": (
        "Navn|Hvilke tre av verkstedene i runde 1 vil du helst delta på? Prioriter. [1. valg]"
        "|Som over [2. valg]\n"
        f"Ane|{K}|{B}",
        "1A=1 1B=2",
        "",
    ),
    "one list over all rounds": (
        f"Navn|Ranger alt i ønsket rekkefølge\n"
        f"Ane|2B Frivillighet og «møteplasser»;{K};Buss 1 – Fornebu kl. 12.30;{U};",
        "2B=1 1A=1 B1=1 1D=2",
        "",
    ),
    "no rank beyond the list": (
        f"Navn|Ranger [{K}]|Ranger [{B}]|Ranger [{U}]\nAne|1|2|N/A\nBo|2|1|3",
        "1A=1 1B=2",
        "N703",
    ),
    "whether one has been there before": (
        f"Navn|1. valg|2. valg|Deltok du i fjor? [{K}]|Deltok du i fjor? [{B}]\n"
        f"Ane|{K}|{B}|Nei|Ja",
        "1A=1 1B=2",
        "N714",
    ),
    "speakers": (
        f"Navn|1. valg|Foredragsholder på\nAne|{K}|{U}\nBo|{B}|\nCi|{U}|{B}",
        "1A=1",
        "N714",
    ),
    "a quiz": (
        "ID|Start time|Completion time|Email|Name|Total points|Quiz feedback|"
        f"Rank.{K}|Points - Rank.{K}|Feedback - Rank.{K}|Rank.{B}|Points - Rank.{B}\n"
        "1|9/9/26 18:01|9/9/26 18:02|a@x.no|Ane|0||2|0||1|0",
        "1B=1 1A=2",
        "",
    ),
    "a row for each person and round": (
        f"Navn|Runde|1. valg|2. valg\nAne|Runde 1|{K}|{B}\nAne|Runde 2|2A|2C\n"
        f"Bo|Runde 1|{B}|{U}",
        "1A=1 1B=2 2A=1 2C=2",
        "",
    ),
    "an explanation that says cannot": (
        f"Navn|Ranger verkstedene. Du kan ikke velge samme to ganger.\nAne|{K};{B}\nBo|{U};{K}",
        "1A=1 1B=2",
        "",
    ),
    "what cannot be changed": (
        f"Navn|Velg verksted (valget kan ikke endres senere)\nAne|{K}\nBo|{U}",
        "1A=1",
        "",
    ),
    "our own table of ranks": (
        "attendee_id|session_id|rank\nA1|1A|1\nA1|1D|2\nA1|2B|1\nA1|1C|refused\nA2|1B|1",
        "1A=1 1D=2 2B=1 1C=refused",
        "",
    ),
    "our own table of ratings": (
        "attendee_id|session_id|rating\nA1|1A|5\nA1|1D|3,5\nA2|1B|5\nA1|1C|1\nA1|1E|refused",
        "1A=5 1D=3.5 1C=1 1E=refused",
        "",
    ),
    "our own table of answers": (
        "attendee_id|session_id|answer\nA1|1A|ja\nA1|1D|kanskje\nA1|1B|nei\nA2|1B|ja",
        "1A=yes 1D=maybe 1B=no",
        "",
    ),
    "long rows that say the round": (
        f"Navn|Spørsmål|Svar|Prioritet\nAne|Runde 1|{K}|1\nAne|Runde 1|{U}|2\nBo|Runde 1|{B}|1",
        "1A=1 1D=2",
        "",
    ),
    "ratings and ranks in one form": (
        f"Navn|1. valg|2. valg|Interesse [2A]|Interesse [2B]|Interesse [2C]\nAne|{K}|{B}|2|5|4",
        "1A=1 1B=2 2B=1 2C=2 2A=3",
        "",
    ),
    "decoration": (
        f"Navn|1. valg|2. valg\nAne|«{K}»|{B} – FULLT",
        "1A=1 1B=2",
        "",
    ),
}


def _book(text: str) -> Book:
    rows = [row.split("|") for row in text.split("\n")]
    lines = [Line(n, tuple(row)) for n, row in enumerate(rows, start=1) if any(row)]
    return Book("svar.xlsx", "xlsx", (Sheet("Ark1", tuple(lines)),), (), "")


@pytest.mark.parametrize("name", VARIANTS)
def test_what_organisers_have(name: str) -> None:
    text, wishes, codes = VARIANTS[name]
    understood = understand([_book(text)], sample_event())
    found = " ".join(f"{w.session_id}={w.value}" for w in understood.answers[0].wishes)
    told = {f.code for f in understood.findings}
    assert sorted(found.split()) == sorted(wishes.split())
    assert not [f for f in understood.findings if f.stops]
    assert told - {"N720"} == set(codes.split())
