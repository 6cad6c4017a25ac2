"""The language of the terminal: what `--lang` says, else the locale's."""

from __future__ import annotations

import locale
import os
import re
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from allocator.language import LANGUAGES, say

if TYPE_CHECKING:
    from collections.abc import Mapping

CHOSEN = "allocator.cli.language"
VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
NORWEGIAN = re.compile(r"(nb|nn|no|norwegian)(?![a-z])", re.IGNORECASE)


def of_locale(environment: Mapping[str, str]) -> str:
    """Return the language of a machine: bokmål where Norwegian is spoken, else English.

    >>> [of_locale({"LANG": name}) for name in ("nb_NO.UTF-8", "nn_NO", "C", "de_DE")]
    ['nb', 'nb', 'en', 'en']
    """
    said = next(filter(None, map(environment.get, VARIABLES)), None)
    if said is None:  # Windows has no such variables
        said = locale.getlocale()[0] or ""
    return "nb" if NORWEGIAN.match(said) else "en"


def chosen() -> str | None:
    """Return the language that was asked for, None if none was."""
    context = click.get_current_context(silent=True)
    return context.meta.get(CHOSEN) if context else None


def spoken() -> str:
    """Return the language in which the running command speaks to people."""
    return chosen() or of_locale(os.environ)


def of_json() -> str:
    """Return the language of JSON: what programs read is the same under every locale."""
    return chosen() or "en"


def echo(text: str, *, err: bool = False) -> None:
    """Print a sentence in the language of the terminal."""
    click.echo(heard(text), err=err)


def heard(text: str) -> str:
    """Return a sentence in the language of the terminal."""
    return say(text, spoken())


def _remembered(
    context: click.Context, option: click.Parameter, value: str | None
) -> str | None:
    """Remember what was said on the command line; a default is that of files for people."""
    name = option.name or ""
    if context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
        context.meta[CHOSEN] = value
    return value


def give_language(command: click.Command) -> None:
    """Let a command take `--lang`, and speak as it says.

    A command with a `--lang` of its own keeps it: it also says in what language the files
    for people are.
    """
    own = next((option for option in command.params if option.name == "lang"), None)
    if own is None:
        own = click.Option(
            ["--lang"],
            type=click.Choice(LANGUAGES),
            expose_value=False,
            help="Language of messages.  [default: that of the locale]",
        )
        command.params.append(own)
    own.callback, own.is_eager = _remembered, True
