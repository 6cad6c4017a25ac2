"""The paragraphs of the page that depend on the numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.fairness.records import MIN_CELL
from allocator.reporting.shown import small, wish_table
from allocator.reporting.tables import seat_gains

if TYPE_CHECKING:
    from allocator.lottery import Lottery
    from allocator.reporting.texts import Texts
    from allocator.solution import Solution

    Paragraphs = tuple[str, ...]


def about_wishes(words: Texts, result: Solution) -> Paragraphs:
    """Say who is counted, and whether columns were pooled."""
    table = wish_table(result.fairness)
    pooled = any(first < last for first, last in table.spans)
    note = (words("wishes.pooled", least=MIN_CELL),) if pooled else ()
    return (words("wishes.text"), *note)


def about_regrets(words: Texts, result: Solution) -> Paragraphs:
    """Say what a point is, whether rounds weigh unlike, and whose floor is above 0."""
    said, event = [words("regrets.text")], result.problem.event
    if event.wish_costs or any(r.weight != 1 for r in event.rounds):
        said.append(words("regrets.weights"))
    if floors := result.fairness.floors:
        said.append(words("regrets.floors", people=words.count(floors)))
    return tuple(said)


def about_demand(words: Texts, result: Solution) -> Paragraphs:
    """Say what stands in the table, and what a seat is worth where that is known."""
    gains = (words("demand.gains"),) if seat_gains(words, result) else ()
    return (words("demand.text"), *gains)


def about_frontier(words: Texts, result: Solution) -> Paragraphs:
    """Say how to read the frontier, and what is missing from it."""
    left = (
        [n for n in result.comparison.unfinished if " of " not in n]
        if result.comparison
        else []
    )
    names = ", ".join(words.notion(n) for n in left)
    note = (words("frontier.unfinished", names=names),) if left else ()
    return (words("frontier.text"), *note)


def about_envy(words: Texts, result: Solution) -> Paragraphs:
    """Say who would rather have another's day."""
    found = result.fairness
    if small(found.with_wishes):
        return (words("envy.none"),)
    said = [words("envy.text", people=words.count(found.envy.people))]
    if found.envy.people and not small(found.envy.people):
        said.append(words("envy.largest", places=words.places(found.envy.largest)))
    said.append(words("envy.swaps" if found.envy.cycles else "envy.cycles"))
    return tuple(said)


def about_gain(words: Texts, result: Solution) -> Paragraphs:
    """Say whether anybody could gain without a loss of others, and how a vote would end."""
    found = result.comparison
    if found is None:
        return ()
    if found.spare_bound == 0:
        first = words("gain.pareto")
    elif found.spare_gain:
        first = words("gain.spare", points=words.whole(found.spare_gain))
    else:
        first = words("gain.open", points=words.whole(found.spare_bound))
    if found.vote.bound <= 0:
        return (first, words("gain.no_vote"))
    return (first, words("gain.vote", margin=words.count(found.vote.bound)))


def about_groups(words: Texts) -> Paragraphs:
    """Say which groups are shown."""
    return (words("groups.text", least=MIN_CELL, other=words("groups.other")),)


def about_alternatives(words: Texts, result: Solution) -> Paragraphs:
    """Say what the other ways are, and that some leave people out."""
    ways = result.fairness.alternatives
    draws = max((way.draws for way in ways), default=0)
    said = (words("alternatives.text", draws=words.whole(draws)),)
    left = any(way.unplaced for way in ways)
    return (*said, words("alternatives.unplaced")) if left else said


def about_answers(words: Texts, result: Solution) -> Paragraphs:
    """Say who did not answer, and whether earlier disappointments count."""
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


def about_chance(words: Texts, result: Solution) -> Paragraphs:
    """Say what was left to chance, and where the seed comes from."""
    source = "given" if result.seed_source == "given" else "derived"
    seed = words(f"chance.{source}", seed=result.seed)
    if result.lottery:
        return (*_about_lottery(words, result.lottery), seed)
    doubt = () if result.proven else (words("chance.unproven"),)
    return (words("chance.text"), *doubt, seed)


def _about_lottery(words: Texts, lottery: Lottery) -> Paragraphs:
    said = words(
        "chance.fair",
        tickets=words.whole(lottery.table.total),
        allocations=words.whole(len(lottery.table.tickets)),
        expected=words.decimal(float(lottery.worst_expected), 2),
        ticket=words.whole(lottery.drawn.ticket),
    )
    return (said,) if lottery.proven else (said, words("chance.fair_unproven"))
