"""From a folder of inputs to a folder of results, in one piece or not at all."""

from __future__ import annotations

import os
import platform
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from allocator import __version__
from allocator.engine.news import News
from allocator.errors import Explained, Infeasible
from allocator.explainer import explain
from allocator.listable import listable
from allocator.readers import read_instance
from allocator.solver import TIME_LIMIT, solve
from allocator.verifier import verify
from allocator.whatif.apart import compared_apart
from allocator.whatif.compare import TIME_LIMIT as COMPARE_LIMIT
from allocator.whatif.compare import compared
from allocator.writers.documents import json_text, result_document
from allocator.writers.folder import check_target, sha256, whole_folder, write
from allocator.writers.texts import result_texts

if TYPE_CHECKING:
    from collections.abc import Callable
    from threading import Event as Flag

    from allocator.engine.reached import Progress
    from allocator.problem import Problem
    from allocator.readers import Instance
    from allocator.solution import Solution


MOST_COMPARED = 20_000
"""People up to which a result is compared with other notions without being asked to."""


def compared_unasked(problem: Problem) -> bool:
    """Tell whether a result is compared with other notions without being asked to."""
    return len(problem.attendees) <= MOST_COMPARED


def solve_instance(
    folder: str | Path,
    out: str | Path,
    *,
    objective: str = "balanced",
    seed: int | None = None,
    draw: str = "seeded",
    time_limit: float = TIME_LIMIT,
    lang: str = "nb",
    explained_in: str | None = None,
    force: bool = False,
    accept_unproved: bool = False,
    compare_limit: float | None = None,
    encoding: str | None = None,
    progress: Progress | None = None,
    news: Callable[[News], None] | None = None,
    working: Callable[[str], None] | None = None,
    stop: Flag | None = None,
    apart: bool = False,
    memory: float | None = None,
) -> tuple[Instance, Solution]:
    """Read an instance, solve it, and write a verified result.

    Parameters
    ----------
    folder
        The instance: `event.yaml`, `attendees.csv`, `preferences.csv`.
    out
        The result folder; it must not exist unless `force` is set.
    objective, seed, draw, time_limit, accept_unproved, progress, news, stop, apart, memory
        As for `solve`.
    compare_limit
        Seconds for the comparison with other notions; 0 leaves it out, and so do too many
        possible days to list. None stands for `COMPARE_LIMIT`, or 0 for more than
        `MOST_COMPARED` people.
    working
        Called with the name of each piece of the comparison before it begins.
    lang
        Language of the report: "nb" or "en".
    explained_in
        Language in which it is said why there is no allocation; None for that of the report.
    force
        Keep an earlier result as a backup instead of refusing.
    encoding
        Of the CSV files, if it cannot be recognised.

    Returns
    -------
    instance : Instance
        What was read, with its notices.
    solution : Solution
        What was written.

    Raises
    ------
    AllocatorError
        Each kind with its exit code; nothing new is on disk then. Where no allocation
        exists, `Explained` says why, and what would help.
    """
    target = Path(out)
    check_target(target, force=force)
    started, began = datetime.now(UTC), time.monotonic()
    instance = read_instance(folder, encoding=encoding)
    listed = listable(instance.problem.event, len(instance.problem.attendees))
    try:
        solution = solve(
            instance.problem,
            objective,
            seed=seed,
            draw=draw,
            time_limit=time_limit,
            accept_unproved=accept_unproved,
            progress=progress,
            news=news,
            stop=stop,
            apart=apart,
            memory=memory,
        )
    except Infeasible as error:
        if not listed:
            raise
        why = explain(instance.problem, infeasible=True, stop=stop)
        raise Explained(why.sentences(explained_in or lang)) from error
    if compare_limit is None:
        compare_limit = COMPARE_LIMIT if compared_unasked(instance.problem) else 0.0
    if compare_limit and listed and not solution.ended:
        if apart:
            solution = compared_apart(solution, compare_limit, working, stop, memory)
        else:
            solution = compared(solution, compare_limit, working, stop)
    if news:
        news(News("write"))
    parameters = {"time_limit": time_limit, "compare_limit": compare_limit, "lang": lang}
    with whole_folder(target, force=force) as partial:
        log = {
            "instance": os.path.relpath(Path(folder).resolve(), target.resolve()),
            "started": started.isoformat(timespec="seconds"),
            "allocator": __version__,
            "host": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
            **({"solver ended": str(solution.ended)} if solution.ended else {}),
            **{f"seconds {k}": f"{v:.3f}" for k, v in solution.seconds.items()},
            "seconds in all": f"{time.monotonic() - began:.3f}",
        }
        write(partial / "run.log", "".join(f"{k}: {v}\n" for k, v in log.items()))
        write_result(partial, instance, solution, parameters, lang)
        read = instance if instance.is_in(folder) else folder
        verify(partial, instance=read, unfinished=True)
    return instance, solution


def write_result(
    folder: Path,
    instance: Instance,
    solution: Solution,
    parameters: dict[str, object],
    lang: str,
) -> None:
    """Write every file of a result into an empty folder, `result.json` last."""
    from allocator.reporting import render_html, render_summary, write_charts
    from allocator.reporting.pdf import pdf_possible

    texts = result_texts(
        solution.problem,
        solution.allocation,
        solution.fairness,
        solution.outcomes,
        solution.stages,
        solution.comparison,
        solution.lottery,
    )
    for name, text in texts.items():
        write(folder / name, text)
    charts = write_charts(solution, folder, lang)
    pages: dict[str, str | bytes] = {"report.html": render_html(solution, lang)}
    if pdf_possible():
        pages["summary.pdf"] = render_summary(solution, lang)
    for name, page in pages.items():
        write(folder / name, page)
    names = [*texts, *pages, *charts]
    document = result_document(
        solution,
        name=instance.name,
        parameters=parameters,
        inputs=instance.inputs,
        outputs={name: sha256(folder / name) for name in names},
    )
    write(folder / "result.json", json_text(document))
