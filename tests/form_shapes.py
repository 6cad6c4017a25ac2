"""Made-up forms in every shape: random events, random wishes, written as tools write them.

`draw` gives a form and what it says; `understand` has to give that back exactly. Nothing
here is shared with the code that reads.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from allocator.offer import Departure, Round, Session
from allocator.problem import Event
from allocator.sheets.book import Book, Line, Sheet
from allocator.sheets.reading import book_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

DAY = datetime(2027, 4, 14, 9, tzinfo=UTC)
SUBJECTS = """
Klimatilpasning, arealplan og overvann|Bolig for alle – nye boligformer|KI i praksis|Water
Ung medvirkning (10–18 år)|Beredskap: fra plan til praksis|Sirkulære innkjøp|Plan B|5G og tid
Frivillighet og «møteplasser»|Digitalt utenforskap|Helse/omsorg i framtida|R&D i kommunen
Naturmangfold; i sentrum|Hva er en god skole?|Åpne data – hvorfor?|Čuđi ja eana|Leading change
How to cut costs, and why|Kultur for alle|Barn, unge og kultur/idrett|Økonomi 101|Fra A til Å
Mat & helse|Trygge lokalsamfunn|1000 timer ute|Velferd + teknologi|Samspill: kommune & stat
"""
VISITS = """
Fornebu kl. 12.30|Buss 2 – Furuset|Buss 3: Lørenskog|Til fots – Bjørvika|Ås gård, med lunsj
Økern portal (buss)|Visit to the harbour|Bærums Verk|Stovner senter/torg
"""
ORDINALS = ["1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th", "9th"]
WORDS = "Første Andre Tredje Fjerde Femte Sjette Sjuende Åttende Niende".split()  # noqa: SIM905
COMMENTS = (
    "",
    "",
    "Ingen",
    "Kommer litt sent, og må gå før",
    "vegetar; ikke nøtter",
    "1 person",
)


@dataclass
class Form:
    """A form as a file, and what it says.

    Attributes
    ----------
    said
        By e-mail what is said of sessions: ranks by session id, or other values.
    shape
        Words on how it was written, for messages of tests.
    """

    event: Event
    book: Book
    said: dict[str, dict[str, str]]
    value_column: str
    shape: str


@dataclass
class Drawn:
    """A form on its way: columns of texts."""

    random: Random
    event: Event
    people: list[str]
    ranks: dict[str, list[list[str]]]  # by e-mail, for each round ids in the order of wishes
    text: Callable[[Session], str]
    columns: list[tuple[str, list[str]]] = field(default_factory=list)
    upper: list[str] = field(default_factory=list)
    said: dict[str, dict[str, str]] = field(default_factory=dict)
    value_column: str = "rank"

    def rounds(self) -> list[tuple[int, Round, tuple[Session, ...]]]:
        return [(n, r, self.event.offer[r.id]) for n, r in enumerate(self.event.rounds)]

    def add(self, header: str, cells: Sequence[str], upper: str = "") -> None:
        self.columns.append((header, list(cells)))
        self.upper.append(upper)


# --- events ----------------------------------------------------------------------------


def _split(texts: str) -> list[str]:
    return texts.strip().replace("\n", "|").split("|")


def _event(random: Random) -> Event:
    rounds, sessions = [], []
    titles, visits = _split(SUBJECTS), _split(VISITS)
    random.shuffle(titles)
    random.shuffle(visits)
    count = random.choice((1, 1, 2, 2, 3))
    twice = random.random() < 0.25
    kinds = ["{r}{l}", "R{r}-{n}", "W{r}{n:02}", "{l}{r}", "økt{r}-{n}", "{r}{n}"]
    kind = random.choice(kinds + ["{n}", "{l}"] * (count == 1))
    themes = random.random() < 0.2
    for r in range(1, count + 1):
        is_visit = r == count and random.random() < 0.6
        name = "Befaring" if is_visit else random.choice((f"Runde {r}", f"Bolk {r}"))
        rounds.append(Round(f"runde{r}" if random.random() < 0.7 else f"X{r}", name))
        offered = random.randint(2, 6)
        if not is_visit and twice and r > 1 and not sessions[0].departure:
            own = [s.title for s in sessions if s.round_id == rounds[0].id]
        else:
            own = [(visits if is_visit else titles).pop() for _ in range(offered)]
        for n, title in enumerate(own, start=1):
            id_ = f"Buss{n}" if is_visit else kind.format(r=r, n=n, l="ABCDEFG"[n - 1])
            start = DAY + timedelta(hours=2 * r)
            leaves = Departure(None, start, "Torget", start + timedelta(hours=1), "", start)
            sessions.append(
                Session(
                    id_,
                    rounds[-1].id,
                    title,
                    start,
                    start + timedelta(hours=1),
                    departure=leaves if is_visit else None,
                    theme=str(n) if themes and not is_visit else None,
                )
            )
    order = {r.id: n for n, r in enumerate(rounds)}
    sessions.sort(key=lambda s: (order[s.round_id], s.id))
    return Event("Dag", DAY.date(), "UTC", "Sted", tuple(rounds), tuple(sessions))


def _text(random: Random, event: Event) -> Callable[[Session], str]:
    titles = [s.title for s in event.sessions]
    kinds = ["{0.id} {0.title}", "{0.id}: {0.title}", "{0.id} – {0.title}", "{0.title}"]
    kinds += ["{0.title} ({0.id})", "Verksted {0.id}: {0.title}"]
    if not any(len(s.id) == 1 or s.id.isdecimal() for s in event.sessions):
        kinds.append("{0.id}")  # a bare number or letter is trusted under few headers only
    if len(set(titles)) < len(titles):
        kinds = [k for k in kinds if "id" in k] if random.random() < 0.5 else ["{0.title}"]
    kind = random.choice(kinds)
    return kind.format


def _drawn(random: Random) -> Drawn:
    event = _event(random)
    people = [f"p{n:02}@kommune.example" for n in range(random.randint(5, 9))]
    ranks = {}
    for person in people:
        ranks[person] = []
        for round_ in event.rounds:
            ids = [s.id for s in event.offer[round_.id]]
            random.shuffle(ids)
            full = random.random() < 0.6
            ranks[person].append(ids[: len(ids) if full else random.randint(0, len(ids))])
    return Drawn(random, event, people, ranks, _text(random, event))


# --- layouts ---------------------------------------------------------------------------


def _question(form: Drawn, round_: Round) -> str:
    """Return a question that names its round, as needed where titles repeat."""
    kind = form.random.choice(
        (
            "{t}: Ranger i ønsket rekkefølge",
            "{t} – ranger",
            "Please rank the sessions of {t}",
            "Prioriter tilboda i {t}",
            "<b>{t}</b>&nbsp;– rangering",
        )
    )
    return kind.format(t=round_.title)


def _say_ranks(form: Drawn, most: int = 99) -> None:
    for person in form.people:
        form.said[person] = {
            id_: str(rank)
            for ids in form.ranks[person]
            for rank, id_ in enumerate(ids, start=1)
            if rank <= most
        }


def _list(form: Drawn) -> str:
    session = form.event.session
    signs = [(";", ";"), ("; ", ""), ("\n", ""), (";\n", ""), (";", "")]
    plain = not any(c in s.title for s in form.event.sessions for c in "|/")
    if plain:
        signs += [(", ", ""), (" / ", ""), (" | ", ""), (" > ", "")]
    sign, end = form.random.choice(signs)
    numbers = form.random.random() < 0.2
    for n, round_, _ in form.rounds():
        cells = []
        for person in form.people:
            texts = [form.text(session[i]) for i in form.ranks[person][n]]
            if numbers:
                texts = [f"{rank}. {text}" for rank, text in enumerate(texts, start=1)]
            cells.append(sign.join(texts) + (end if texts else ""))
        form.add(_question(form, round_), cells)
    _say_ranks(form)
    return f"list {sign!r} numbers={numbers}"


RANK_HEADERS = (
    "{q} [{n}. valg]",
    "{q} - {n}. valg",
    "{q} >> {n}. valg",
    "{q}: {n}. ønske",
    "{n}. valg {q}",
    "{n}.valg - {q}",
    "{q} {n}. valg",
    "{q} {n}.val",
    "{q} [Rank {n}]",
    "{q} | Rank {n}",
    "{q} [{n}]",
    "{q}[{n}]",
    "{q}.{n}",
    "{q}_{n}",
    "{q} – Prioritet {n}",
    "{q} ({n}. prioritet)",
    "Pri {n} – {q}",
    "{w}valg {q}",
    "{q} – {w} prioritet",
    "{w} ønske i {q}",
    "{q} [{o} choice]",
    "{o} choice: {q}",
    "Ønske nr. {n} i {q}",
    "Valg {n}: {q}",
    "Hva er ditt {n}. valg i {q}?",
)


def _rank_columns(form: Drawn) -> str:
    kind = form.random.choice([*RANK_HEADERS, "equal", "suffix", "two rows", "two rows"])
    nothing = form.random.choice(("", "", "Vet ikke", "-", "Don't know"))
    for n, round_, offer in form.rounds():
        for rank in range(1, len(offer) + 1):
            q = round_.title
            names = {"q": q, "n": rank, "w": WORDS[rank - 1], "o": ORDINALS[rank - 1]}
            cells = []
            for person in form.people:
                ids = form.ranks[person][n]
                session = form.event.session
                cells.append(form.text(session[ids[rank - 1]]) if rank <= len(ids) else nothing)
            if kind == "equal":
                form.add(q, cells)
            elif kind == "suffix":
                form.add(f"Velg i {q}" + (str(rank) if rank > 1 else ""), cells)
            elif kind == "two rows":
                form.add(f"{rank}. valg", cells, q)
            else:
                form.add(kind.format(**names), cells)
    _say_ranks(form)
    return f"rank columns {kind!r} {nothing!r}"


OPTION_HEADERS = (
    "{q} [{x}]",
    "{q} - {x}",
    "{q} – {x}",
    "{q} >> {x}",
    "{q}: {x}",
    "{x}",
    "{q}.{x}",
    "{q} ({x})",
    "{q}\n{x}",
    "two rows",
)


def _option_columns(
    form: Drawn, question: str, value: Callable[[str, int, Session], str]
) -> str:
    """Add a column an option; `value` writes what a person says of a session."""
    kind = form.random.choice(OPTION_HEADERS)
    again = len({s.title for s in form.event.sessions}) < len(form.event.sessions)
    if again and kind == "{x}":
        kind = "{q} [{x}]"
    for n, round_, offer in form.rounds():
        q = question.format(t=round_.title)
        for session in offer:
            x = form.text(session)
            cells = [value(person, n, session) for person in form.people]
            if kind == "two rows":
                form.add(x, cells, q)
            else:
                form.add(kind.format(q=q, x=x), cells)
    return kind


def _rank_cells(form: Drawn) -> str:
    write = form.random.choice(
        (
            lambda rank: str(rank),
            lambda rank: f"{rank}.",
            lambda rank: f"{rank}. valg",
            lambda rank: f"{ORDINALS[rank - 1]} choice",
            lambda rank: f"{WORDS[rank - 1]}valg",
            lambda rank: f"Prioritet {rank}",
            lambda rank: f"{rank}. prioritet",
            lambda rank: f"{rank}.0",
        )
    )

    def value(person: str, n: int, session: Session) -> str:
        ids = form.ranks[person][n]
        return write(ids.index(session.id) + 1) if session.id in ids else ""

    question = form.random.choice(("{t}: Ranger", "Rank {t}", "{t} – prioriter tilbudene"))
    _say_ranks(form)
    return f"rank cells {_option_columns(form, question, value)!r} {write(2)!r}"


LIKERT = (
    ("Helt uenig", "Litt uenig", "Verken eller", "Litt enig", "Helt enig"),
    ("Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"),
    ("Ikke interessert", "Lite interessert", "Noe interessert", "Interessert", "Veldig viktig"),
    ("Not interested", "A little", "Somewhat interested", "Interested", "Very interested"),
    ("1", "2", "3", "4", "5"),
    ("1 - Uaktuelt", "2", "3", "4", "5 - Svært aktuelt"),
)


def _ratings(form: Drawn) -> str:
    scale = form.random.choice(LIKERT)
    given: dict[tuple[str, str], int] = {}

    def value(person: str, n: int, session: Session) -> str:
        if form.random.random() < 0.1:
            return ""
        step = form.random.randint(1, 5)
        form.said.setdefault(person, {})[session.id] = str(step)
        given[person, session.id] = step
        return scale[step - 1]

    form.value_column = "rating"
    question = form.random.choice(("Hvor interessert er du i {t}?", "Vurder {t}", "Rate {t}"))
    return f"ratings {_option_columns(form, question, value)!r} {scale[0]!r}"


ANSWERS = (("Ja", "Kanskje", "Nei"), ("Yes", "Maybe", "No"), ("Yes", "If need be", "No"))


def _answers(form: Drawn) -> str:
    words = form.random.choice(ANSWERS)
    said = ("yes", "maybe", "no")

    def value(person: str, n: int, session: Session) -> str:
        at = form.random.randint(0, 2)
        form.said.setdefault(person, {})[session.id] = said[at]
        return words[at]

    form.value_column = "answer"
    question = form.random.choice(("Kan du tenke deg {t}?", "{t}", "Would you like {t}"))
    return f"answers {_option_columns(form, question, value)!r} {words!r}"


BOXES = (("x", ""), ("1", "0"), ("Valgt", "Ikke valgt"), ("Checked", "Unchecked"), ("own", ""))


def _boxes(form: Drawn) -> str:
    ticked, blank = form.random.choice(BOXES)

    def value(person: str, n: int, session: Session) -> str:
        if form.random.random() < 0.6:
            form.said.setdefault(person, {})[session.id] = "yes"
            return form.text(session) if ticked == "own" else ticked
        return blank

    form.value_column = "answer"
    question = form.random.choice(("Kryss av for {t}", "{t}", "Which of {t}?"))
    return f"boxes {_option_columns(form, question, value)!r} {ticked!r}"


LAYOUTS = (_list, _rank_columns, _rank_cells, _ratings, _answers, _boxes)


# --- around it -------------------------------------------------------------------------


def _around(form: Drawn) -> None:
    """Put columns about the person before and after, and some that mean nothing."""
    random, count = form.random, len(form.people)
    wishes, uppers = form.columns, form.upper
    form.columns, form.upper = [], []
    numbers = [str(n) for n in range(1, count + 1)]
    names = [f"Navn {chr(65 + n)}, Fornavn" for n in range(count)]
    stamps = [f"{n + 1:02}.03.2027 08:1{n}" for n in range(count)]
    metas = [
        (
            random.choice(["E-post", "E-postadresse", "Email", "Din e-post?", "E-mail "]),
            form.people,
        ),
        (random.choice(["Navn", "Name", "Hva heter du?", "Fullt navn", "Namn"]), names),
        (random.choice(["Kommune", "Virksomhet", "Arbeidsgiver"]), ["Lillevik"] * count),
        (random.choice(["Tidsmerke", "Starttidspunkt", "Completion time"]), stamps),
    ]
    if random.random() < 0.4:
        metas.append(("", numbers))
    if random.random() < 0.4:
        metas.append(("", [""] * count))
    if random.random() < 0.5:
        metas.append((random.choice(("ID", "Nr", "#")), numbers))
    random.shuffle(metas)
    cut = random.randint(1, len(metas))
    for header, cells in metas[:cut]:
        form.add(header, cells)
    form.columns += wishes
    form.upper += uppers
    for header, cells in metas[cut:]:
        form.add(header, cells)
    comments = [random.choice(COMMENTS) for _ in form.people]
    form.add(random.choice(("Kommentar", "Noe vi bør vite?", "Comments")), comments)


def _lines(form: Drawn) -> list[list[str]]:
    rows: list[list[str]] = []
    width = len(form.columns)
    if form.random.random() < 0.2:
        rows += [["Ønsker 2027"] + [""] * (width - 1), [""] * width]
    if any(form.upper):
        shown, last = [], ""
        for text in form.upper:
            shown.append(text if text != last else "")
            last = text
        rows.append(shown)
    rows.append([header for header, _ in form.columns])
    rows += [list(cells) for cells in zip(*(c for _, c in form.columns), strict=True)]
    if form.random.random() < 0.15:
        rows += [[""] * width, ["Totalt", str(len(form.people))] + [""] * (width - 2)]
    return rows


def _book(form: Drawn, rows: Sequence[Sequence[str]]) -> tuple[Book, str]:
    """Return the rows as a book, sometimes by way of a text file of some dialect."""
    if form.random.random() < 0.5:
        lines = [Line(n, tuple(row)) for n, row in enumerate(rows, start=1) if any(row)]
        return Book("svar.xlsx", "xlsx", (Sheet("Sheet1", tuple(lines)),), (), ""), "xlsx"
    sign = form.random.choice(",;\t")
    encoding = form.random.choice(("utf-8", "utf-8-sig", "utf-16"))
    into = io.StringIO()
    end = form.random.choice(("\r\n", "\n"))
    quoting = form.random.choice((csv.QUOTE_ALL, csv.QUOTE_MINIMAL))
    csv.writer(into, delimiter=sign, lineterminator=end, quoting=quoting).writerows(rows)
    return book_of("svar.csv", into.getvalue().encode(encoding)), f"csv {sign!r} {encoding}"


def draw(random: Random) -> Form:
    """Return a random form of any shape."""
    form = _drawn(random)
    shape = random.choice(LAYOUTS)(form)
    _around(form)
    book, dialect = _book(form, _lines(form))
    shape = f"{shape} | {dialect} | {form.text(form.event.sessions[0])!r}"
    return Form(form.event, book, form.said, form.value_column, shape)
