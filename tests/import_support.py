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

    def codes(self):
        return [finding["code"] for finding in self.report["findings"]]

    def people(self):
        """Return the expected person of each attendee id."""
        known = persons()
        found = read_people_file(self.out / "people.xlsx")
        return {id_: known.get(p.email.casefold()) or known[p.name] for id_, p in found.items()}

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
