"""Sample exports with the right answers, and small events and forms made by hand."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from allocator.cli import main
from allocator.readers.people_file import read_people_file

SAMPLES = Path(__file__).parent / "samples" / "forms"
EVENT = SAMPLES / "event.yaml"
ROUNDS = {"runde1": 5, "runde2": 5, "befaring": 7}


def sample(name):
    """Return the sample whose name begins so."""
    [found] = SAMPLES.glob(f"{name}*")
    return found


def table(path, delimiter=","):
    """Return the records of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def sessions():
    """Return session ids by option text."""
    found = {}
    for row in table(SAMPLES / "15_activities.csv", ";"):
        visit = row["gruppe"] == "befaring"
        found[row["tittel"] if visit else f"{row['kode']} {row['tittel']}"] = row["kode"]
    return found


def expected(rounds=ROUNDS, without=()):
    """Return {(person, session, rank)} of the ranks and questions that a file holds."""
    by_option = sessions()
    return {
        (row["person_id"], by_option[row["option"]], row["rank"])
        for row in table(SAMPLES / "EXPECTED_preferences_long.csv")
        if int(row["rank"]) <= rounds.get(row["question"], 0)
        and row["person_id"] not in without
    }


def persons():
    """Return person ids by e-mail and by name."""
    found = {}
    for row in table(SAMPLES / "EXPECTED_participants.csv"):
        found[row["email"]] = found[f"{row['first_name']} {row['last_name']}"] = row[
            "person_id"
        ]
    return found


@dataclass
class Run:
    """What one `allocator import` did."""

    code: int
    out: Path
    stdout: str
    stderr: str

    @property
    def report(self):
        return json.loads((self.out / "import.json").read_text(encoding="utf-8"))

    def found(self, code):
        """Return the rows of the findings with a code."""
        return [f["row"] for f in self.report["findings"] if f["code"] == code]

    def people(self):
        """Return the expected person of each attendee id."""
        known = persons()
        found = read_people_file(self.out / "people.xlsx")
        return {id_: known.get(p.email.casefold()) or known[p.name] for id_, p in found.items()}

    def attendees(self):
        return table(self.out / "attendees.csv")

    def rows(self):
        """Return preferences.csv as triples."""
        return [tuple(row.values()) for row in table(self.out / "preferences.csv")]

    def wishes(self):
        """Return {(person, session, value)} of preferences.csv."""
        people = self.people()
        return {
            (people[row["attendee_id"]], row["session_id"], list(row.values())[2])
            for row in table(self.out / "preferences.csv")
        }


def run(out, *arguments, event=EVENT):
    """Run `allocator import`."""
    command = ["import", *map(str, arguments), "--event", str(event), "--out", str(out)]
    done = CliRunner().invoke(main, command, catch_exceptions=False)
    return Run(done.exit_code, out, done.stdout, done.stderr)


# --- a small event and a small form, made by hand -----------------------------------------

SMALL_EVENT = """\
title: A small day
date: 2027-04-14
timezone: Europe/Oslo
place: The hall
classes: [hosts]
rounds:
  - id: W
    title: Workshops
    start: 09:00
    end: 10:00
    sessions:
      - {id: W1, title: Water, seats: 50, language: nb}
      - {id: W2, title: Streets, seats: 50, language: en}
      - {id: W3, title: Parks, seats: 50}
  - id: V
    title: Visits
    start: 12:00
    end: 14:00
    sessions:
      - {id: V1, title: The harbour, seats: 50}
      - {id: V2, title: The hill, seats: 50}
"""
HEADER = (
    "Tidsmerke",
    "E-post",
    "Navn",
    "Kommune",
    "Verksted 1. valg",
    "Verksted 2. valg",
    "Besøk 1. valg",
)
ROWS = (
    ("01.03.2027 08:00", "anna@x.example", "Anna Aas", "Ås", "Water", "Parks", "The hill"),
    ("01.03.2027 09:00", "berg@x.example", "Bo Berg", "Bø", "Streets", "", "The harbour"),
    ("02.03.2027 10:00", "cato@x.example", "Cato Dahl", "Ås", "Parks", "Water", ""),
)


class Form:
    """A small form and its event in a folder; cells can be changed before it is imported."""

    def __init__(self, folder, rows=ROWS, header=HEADER):
        self.folder, self.out = folder, folder / "out"
        self.header, self.rows = list(header), [list(row) for row in rows]
        self.event = folder / "event.yaml"
        self.event.write_text(SMALL_EVENT, encoding="utf-8")

    def column(self, header, *cells):
        """Add a column."""
        self.header.append(header)
        for row, cell in zip(self.rows, cells, strict=True):
            row.append(cell)
        return self

    def add(self, **cells):
        """Add a row like the last one, with other cells by header."""
        row = dict(zip(self.header, self.rows[-1], strict=True))
        self.rows.append(list({**row, **cells}.values()))
        return self

    def write(self, name="svar.csv"):
        path = self.folder / name
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, delimiter=";").writerows([self.header, *self.rows])
        return path

    def run(self, *arguments):
        return run(self.out, self.write(), *arguments, event=self.event)

    def decide(self, text):
        """Write a form.yaml into the folder of the instance."""
        self.out.mkdir(exist_ok=True)
        (self.out / "form.yaml").write_text(text, encoding="utf-8")
        return self
