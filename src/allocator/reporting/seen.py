"""What there is to see in each section, in one plain sentence or two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.fairness.comparison import PLAN
from allocator.fairness.records import MIN_CELL
from allocator.reporting.brief import UNLIKELY, columns_shown, drawn_of, levels_shown
from allocator.reporting.shown import regret_bins, wish_table
from allocator.reporting.spread import share_of_least
from allocator.reporting.tables import seat_gains

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from allocator.lottery import Lottery
    from allocator.reporting.texts import Texts
    from allocator.solution import Solution

Said = tuple[str, ...]


def _frontier(words: Texts, result: Solution) -> Said:
    compared, found = result.comparison, result.fairness
    if compared is None:
        return ()
    said = words(
        "frontier.text",
        worst=words.points(found.worst),
        total=words.points(found.total),
        least=words.whole(compared.least_bound),
    )
    left = [n for n in compared.unfinished if not n.startswith(("seats of ", PLAN))]
    names = ", ".join(words.notion(n) for n in left)
    missing = (words("frontier.unfinished", names=names),) if left else ()
    return (said, *_same_plan(words, result), *missing)


def _same_plan(words: Texts, result: Solution) -> Said:
    """Say that a comparison keeps the plan, where there is one."""
    return (words("plan.kept"),) if result.plan else ()


def _wishes(words: Texts, result: Solution) -> Said:
    found, table = result.fairness, wish_table(result.fairness)
    said = words("wishes.text", firsts=words.percent(found.firsts, found.wishes))
    pooled = any(first < last for first, last in table.spans)
    few = (words("wishes.pooled", least=MIN_CELL),) if pooled else ()
    return (said, *few, *_joined(words, columns_shown(table).spans != table.spans))


def _joined(words: Texts, joined: bool) -> Said:
    """Say that a chart joins what its table tells apart."""
    return (words("brief.joined"),) if joined else ()


def _regrets(words: Texts, result: Solution) -> Said:
    found, event, bins = result.fairness, result.problem.event, regret_bins(result.fairness)
    said = [words("regrets.text")]
    if bins and bins[0].last == 0:
        people = words.whole(bins[0].people)
        said = [words("regrets.best", people=people, heard=words.whole(found.with_wishes))]
    if event.wish_costs or any(r.weight != 1 for r in event.rounds):
        said.append(words("regrets.weights"))
    if found.floors:
        said.append(words("regrets.floors", people=words.count(found.floors)))
    return (*said, *_joined(words, levels_shown(bins) != bins))


def _demand(words: Texts, result: Solution) -> Said:
    gains, sessions = seat_gains(result), result.problem.event.session
    said = (words("demand.text"), *drawn_of(words, "demand", len(result.fairness.sessions)))
    if not gains:
        return said
    best = max(gains, key=lambda session_id: gains[session_id])
    if not gains[best]:
        return *said, words("demand.no_gain")
    points = words.points(gains[best])
    return *said, words("demand.best", session=sessions[best].title, points=points)


def _buses(words: Texts, result: Solution) -> Said:
    return words("buses.text"), *drawn_of(words, "buses", len(result.fairness.buses))


def _lorenz(words: Texts, result: Solution) -> Said:
    share = share_of_least(result.fairness.inequality.lorenz, 0.5)
    return (words("lorenz.text", half=words.percent(0.5), share=words.percent(share)),)


def _groups(words: Texts, result: Solution) -> Said:
    found = result.fairness.groups
    unlikely = [g for g in found if g.p is not None and g.p < UNLIKELY]
    told = (
        words("groups.text", least=MIN_CELL, other=words("groups.other")),
        *drawn_of(words, "groups", len(found)),
    )
    if all(g.p is None for g in found):
        return told
    if not unlikely:
        return words("groups.none_unlikely"), *told
    return words("groups.some_unlikely", groups=words.whole(len(unlikely))), *told


def _envy(words: Texts, result: Solution) -> Said:
    found = result.fairness
    return (words("envy.text", part=words.part(found.envy.people, found.with_wishes)),)


def _gain(words: Texts, result: Solution) -> Said:
    compared = result.comparison
    if compared is None:
        return ()
    if compared.spare_gain:
        first = words("gain.some", points=words.points(compared.spare_gain))
    elif compared.spare_bound:
        first = words("gain.open", points=words.points(compared.spare_bound))
    else:
        first = words("gain.certified")
    return first, words("gain.vote"), *_same_plan(words, result)


def _alternatives(words: Texts, result: Solution) -> Said:
    ways = result.fairness.alternatives
    draws = max((way.draws for way in ways), default=0)
    shares = [way.as_good for way in ways if way.as_good is not None and way.draws > 1]
    said = [words("alternatives.text", draws=words.whole(draws))]
    if shares:
        key = "alternatives.some" if max(shares) else "alternatives.never"
        said.append(words(key, share=words.percent(max(shares))))
    if any(way.unplaced for way in ways):
        said.append(words("alternatives.unplaced"))
    return tuple(said)


def _answers(words: Texts, result: Solution) -> Said:
    found = result.fairness.answers
    said = [words("answers.text")]
    if found.silent:
        said.append(words("answers.silent", people=words.count(found.silent)))
    if found.factor:
        people = words.people(found.credited)
        said.append(
            words("answers.credited", people=people, most=found.most, factor=found.factor)
        )
    return tuple(said)


def _assumed(words: Texts, result: Solution) -> Said:
    return (words("assumed.text"),)


def _stages(words: Texts, result: Solution) -> Said:
    said = words("stages.text" if result.proven else "stages.open")
    return (said, words("stages.plan")) if result.plan else (said,)


def _chance(words: Texts, result: Solution) -> Said:
    source = "given" if result.seed_source == "given" else "derived"
    seed = words(f"chance.{source}", seed=result.seed)
    if result.lottery:
        return (*_fair(words, result.lottery), seed)
    doubt = () if result.proven else (words("chance.unproven"),)
    return (words("chance.text"), *doubt, seed)


def _fair(words: Texts, lottery: Lottery) -> Said:
    said = words(
        "chance.fair",
        tickets=words.whole(lottery.table.total),
        allocations=words.whole(len(lottery.table.tickets)),
        expected=words.decimal(float(lottery.worst_expected), 2),
        ticket=words.whole(lottery.drawn.ticket),
    )
    return (said,) if lottery.proven else (said, words("chance.fair_unproven"))


SEEN: Mapping[str, Callable[[Texts, Solution], Said]] = {
    "frontier": _frontier,
    "wishes": _wishes,
    "regrets": _regrets,
    "demand": _demand,
    "buses": _buses,
    "lorenz": _lorenz,
    "groups": _groups,
    "envy": _envy,
    "gain": _gain,
    "alternatives": _alternatives,
    "answers": _answers,
    "assumed": _assumed,
    "stages": _stages,
    "chance": _chance,
}
