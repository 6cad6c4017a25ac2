"""`allocator codes`: what the codes of findings mean, and what to do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from allocator.cli.language import heard, of_json
from allocator.errors import UsageTrouble
from allocator.language import say, told

if TYPE_CHECKING:
    from allocator.codes import Code


@click.command()
@click.argument("code", required=False)
@click.option("--json", "as_json", is_flag=True, help="A list of objects on stdout.")
def codes(code: str | None, as_json: bool) -> None:
    """Say what CODE means and what to do; without it, list all codes of findings."""
    from allocator.codes import BY_CODE, CODES

    found = BY_CODE.get(code.upper()) if code else None
    if code and found is None:
        raise UsageTrouble(told("no finding has the code {code!r}", code=code))
    chosen = (found,) if found else CODES
    if as_json:
        click.echo(json.dumps([_record(c) for c in chosen], indent=2, ensure_ascii=False))
    elif found:
        click.echo(f"{found.code}  {heard(found.title)}")
        click.echo(f"{heard(found.means)}\n{heard(found.mend)}")
    else:
        click.echo("\n".join(f"{c.code}  {heard(c.title)}" for c in CODES))


def _record(code: Code) -> dict[str, str]:
    said = {"title": code.title, "means": code.means, "mend": code.mend}
    return {"code": code.code, **{key: say(text, of_json()) for key, text in said.items()}}
