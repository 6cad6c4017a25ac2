"""The Frictionless data package that describes the CSV tables of a result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allocator.writers.tables import may_be_cancelled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from allocator.problem import Event


def datapackage(
    event: Event, *, compared: bool = False, fair: bool = False, decided: bool = False
) -> dict[str, Any]:
    """Return the Frictionless data package that describes the CSV tables.

    Parameters
    ----------
    event
        Gives the rounds.
    compared
        Whether there is a table of what other notions would do.
    fair
        Whether there is a table of chances, from a fair draw.
    decided
        Whether there is a table of what was decided of rooms, buses and departures.

    Notes
    -----
    See the Data Package specification, specs.frictionlessdata.io.
    """
    text, whole = "string", "integer"
    rounds = [_field(r.id, text) for r in event.rounds]
    person = _person()
    where = [_field("room", text), _field("bus", text), _field("departure", "datetime")]
    clock = [
        _field("start", "datetime", required=True),
        _field("end", "datetime", required=True),
    ]
    to_session = {
        "fields": ["session_id"],
        "reference": {"resource": "sessions", "fields": ["session_id"]},
    }
    return {
        "name": "allocation",
        "profile": "tabular-data-package",
        "title": event.title,
        "resources": [
            _resource(
                "sessions",
                [
                    _field("session_id", text, required=True),
                    _field("round_id", text, required=True),
                    _field("title", text, required=True),
                    _field("theme", text),
                    *([_field("held", "boolean", required=True)] * may_be_cancelled(event)),
                    *where,
                    *clock,
                    _field("seats", whole),
                    _field("filled", whole, required=True),
                    _field("wished_first", whole, required=True),
                    _field("wished", whole, required=True),
                    _field("seat_price", "number"),
                ],
                ["session_id"],
            ),
            _resource(
                "assignments",
                [
                    person,
                    _field("round_id", text, required=True),
                    _field("session_id", text, required=True),
                    _field("rank", whole, minimum=1),
                    *where,
                    *clock,
                ],
                ["attendee_id", "round_id"],
                [to_session],
            ),
            _resource(
                "days",
                [
                    person,
                    *rounds,
                    _field("bus", text),
                    _field("departure", "datetime"),
                    _field("first_wishes", whole, required=True, minimum=0),
                    _field("regret", whole, required=True, minimum=0),
                ],
                ["attendee_id"],
            ),
            *([_notions(rounds)] if compared else []),
            *([_plan()] if decided else []),
            *([_resource("lottery", _chance(person), _CHANCE_KEY, [to_session])] * fair),
        ],
    }


def _notions(rounds: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return _resource(
        "notions",
        [_field("notion", "string", required=True), _person(), *rounds],
        ["notion", "attendee_id"],
    )


def _plan() -> dict[str, Any]:
    key = ["kind", "subject", "value"]
    fields = [*(_field(k, "string", required=True) for k in key), _field("at", "string")]
    return _resource("plan", fields, key)


def _person() -> dict[str, Any]:
    return _field("attendee_id", "string", required=True)


_CHANCE_KEY = ("attendee_id", "round_id", "session_id")


def _chance(person: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        person,
        _field("round_id", "string", required=True),
        _field("session_id", "string", required=True),
        _field("numerator", "integer", required=True, minimum=1),
        _field("denominator", "integer", required=True, minimum=1),
        _field("chance", "number", required=True, minimum=0, maximum=1),
    ]


def _field(name: str, kind: str, **constraints: bool | int) -> dict[str, Any]:
    field: dict[str, Any] = {"name": name, "type": kind}
    if kind == "datetime":
        field["format"] = "any"
    if constraints:
        field["constraints"] = constraints
    return field


def _resource(
    name: str,
    fields: Sequence[dict[str, Any]],
    key: Sequence[str],
    references: Sequence[dict[str, Any]] = (),
) -> dict[str, Any]:
    schema = {"fields": list(fields), "primaryKey": list(key), "missingValues": [""]}
    if references:
        schema["foreignKeys"] = list(references)
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True},
        "schema": schema,
    }


def columns_of(package: Mapping[str, Any], name: str) -> list[str]:
    """Return the columns of one table, as the data package names them."""
    resource = next(r for r in package["resources"] if r["name"] == name)
    return [field["name"] for field in resource["schema"]["fields"]]
