"""The report: the same numbers as the tables, nothing about few people, odd titles."""

from __future__ import annotations

import re
import subprocess
import sys
import zlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure

from allocator.allocation import Allocation
from allocator.certificate import Prices
from allocator.errors import UsageTrouble
from allocator.fairness.answers import Answers, RoundAnswers
from allocator.fairness.comparison import Comparison, Notion, PlanWorth, SeatPrice, Vote
from allocator.fairness.records import (
    Alternative,
    BusLoad,
    Envy,
    Fairness,
    GroupOutcome,
    Inequality,
    RegretLevel,
    RoundWishes,
    SessionDemand,
)
from allocator.offer import Bus, Departure, Room, Round, Session
from allocator.plan import Decision, Plan
from allocator.problem import Assumption, Attendee, Event, Problem
from allocator.reporting import render_html, render_summary, spread, write_charts
from allocator.reporting.charts import CHARTS, drawn
from allocator.reporting.shown import pooled, regret_bins, small, wish_table
from allocator.reporting.summary_pdf import pdf_possible
from allocator.reporting.texts import texts
from allocator.reporting.verdict import verdict
from allocator.solution import PlanClaim, Solution, StageClaim

if TYPE_CHECKING:
    from pathlib import Path

NASTY = "<script>alert(1)</script> $x_1$ \\$ 5 $ 🎉 Čáhppesčohkka " + "lang tittel " * 30
VOID = {"meta", "img", "br", "link"}


def claim(name: str, value: int, bound: int, *, most: bool = False) -> StageClaim:
    proof = "prices" if value == bound else ""
    return StageClaim(name, most, value, bound, value, proof, Prices({}, {}))


def demanded(session: Session, filled: int) -> SessionDemand:
    return SessionDemand(session.id, session.round_id, session.title, 20, filled, 25, 40)


def way(
    name: str,
    draws: int,
    total: float,
    worst: float,
    firsts: float,
    unplaced: float,
    spread: float = 0,
) -> Alternative:
    """Return a way of choosing whose draws lie about the means."""
    return Alternative(
        name,
        draws,
        *(total, round(total - spread), round(total + spread)),
        *(worst, round(worst - spread), round(worst + spread)),
        *(firsts, round(firsts - spread), round(firsts + spread)),
        squares=50,
        at_worst=1.5,
        unplaced=unplaced,
        levels=(firsts, 80 - firsts),
        outside=0,
        refused=0,
        regrets=(20, 20),
        as_good=None if name == "chosen" else 0.25,
    )


def answered(people: int) -> Answers:
    """Return how so many people answered for two rounds."""
    rounds = (RoundAnswers(r, people, people, 6, 7, 8, 9, 10, 0, 0) for r in "ab")
    return Answers(tuple(rounds), silent=0, credited=6, factor="1/2", most=2)


def solution(title: str = "Å bo godt", people: int = 40) -> Solution:
    """Return a made-up answer about two rounds."""
    noon = datetime(2024, 9, 27, 12, tzinfo=UTC)
    sessions = tuple(
        Session(f"{r}{i}", r, f"{title} {i}", noon, noon) for r in "ab" for i in "12"
    )
    event = Event(
        title,
        date(2024, 9, 27),
        "Europe/Oslo",
        "Oslo",
        (Round("a", title), Round("b", "Befaring")),
        sessions,
        assumptions=(Assumption("rooms.a.seats", title),),
    )
    ids = [f"SECRET{i:03d}" for i in range(people)]
    problem = Problem(event, tuple(Attendee(i, group=title) for i in ids), {})
    fairness = Fairness(
        people=people,
        with_wishes=people,
        worst=4,
        at_worst=1,
        tail_mean=2.5,
        total=24,
        mean=0.6,
        squares=41,
        firsts=60,
        wishes=80,
        some_first=38,
        all_first=20,
        floors=3,
        levels=(60, 17, 2),
        outside=0,
        refused=1,
        rounds=(
            RoundWishes("a", title, 40, (30, 7, 2), 0, 1, 0),
            RoundWishes("b", "Befaring", 40, (30, 10), 0, 0, 0),
        ),
        regrets=tuple(RegretLevel(t, n) for t, n in enumerate((20, 17, 2, 0, 1))),
        sessions=tuple(demanded(s, 20) for s in sessions),
        buses=(BusLoad("b1", title, "12:35", 25, 20),),
        groups=(GroupOutcome(title, 30, 0.5, 0.8), GroupOutcome("other", 10, 1.0, 0.5)),
        inequality=Inequality(0.05, 0.98, 0.01, 1.0, 8, ((0.0, 0.0), (1.0, 1.0))),
        envy=Envy(pairs=90, people=20, largest=3, cycles=0),
        alternatives=(
            way("chosen", 1, 24, 4, 60, 0),
            way("first come", 1, 30, 6, 61, 3),
            way("random order", 1000, 31.25, 6.125, 60.5, 1.5, spread=2),
            way("rank rounds", 1000, 28.75, 5.5, 63.25, 0.5, spread=1),
        ),
        answers=answered(people),
    )
    stages = (claim("worst", 4, 4), claim("squares", 50, 50), claim("ties", 9, 9))
    days = Allocation(dict.fromkeys(ids, ()))
    return Solution(
        problem, "balanced", days, stages, fairness, 7, "given", comparison=compared(sessions)
    )


def compared(sessions: tuple[Session, ...]) -> Comparison:
    """Return a frontier on which some notions share a point, with masked counts."""
    notions = (
        Notion("balanced", True, True, 24, 4, 1, 50, 60, (60, 17, 3), (20, 17, 2, 0, 1), 0),
        Notion("total", False, True, 22, 5, 1, 60, 62, (62, 14, 4), (22, 15, 2, 1), 9),
        Notion("leximin", False, True, 24, 4, 1, 50, 60, (60, 17, 3), (20, 17, 2, 0, 1), 0),
        Notion("budgeted 2.5 %", False, False, 23, 4, 2, 55, 61, (61,), (21,), 3),
    )
    prices = tuple(SeatPrice(s.id, 20, k, None) for k, s in enumerate(sessions))
    return Comparison(notions, {}, 22, 22, prices, 0, 0, Vote(9, 2, 7), ("generous",))


def with_plan(found: Solution) -> Solution:
    """Return the answer with a visit more, its two buses and its time chosen by the plan."""
    event, title = found.problem.event, found.problem.event.title
    noon = datetime(2024, 9, 27, 12, tzinfo=UTC)
    later = noon + timedelta(minutes=30)
    buses = tuple(Bus(f"b{i}", f"{title} {i}", 25, 1, 900 * i) for i in (1, 2))
    way = Departure(
        *(None, noon, title, noon + timedelta(hours=3), title, noon + timedelta(hours=4)),
        fleet=("b1", "b2"),
        times=(noon, later),
    )
    visit = Session("v", "b", title, later, way.returns, departure=way)
    rooms = tuple(replace(s, rooms=("r1", "r2")) for s in event.sessions)
    plan = Plan(
        frozenset(
            {
                Decision("departure", "v", "12:30"),
                *(Decision("bus", "v", b.id, "12:30") for b in buses),
                *(Decision("hire", b.id) for b in buses),
                *(Decision("room", s.id, "r1") for s in event.sessions),
            }
        )
    )
    event = replace(
        event,
        sessions=(*rooms, visit),
        buses=buses,
        rooms=(Room("r1", title, 30), Room("r2", title, 20)),
    )
    worth = (
        PlanWorth("bus fewer", "b1", None, ()),
        PlanWorth("bus more", "b1", 3600, (3, 70)),
        PlanWorth("departure", "v 12:00", 2700, (4, 50)),
        PlanWorth("rooms", "", 1800, (4, 51)),
    )
    compared = found.comparison and replace(
        found.comparison, plan_worth=worth, unfinished=("generous", "plan: cancelled: v")
    )
    return replace(
        found,
        problem=replace(found.problem, event=event, plan=plan),
        allocation=replace(found.allocation, plan=plan),
        plan=PlanClaim(2700, 2700, 15, 9, 4, proven=True),
        comparison=compared,
    )


def bare() -> Solution:
    """Return an answer about one silent person, without buses and groups."""
    found = solution(people=1)
    event = replace(found.problem.event, assumptions=())
    fairness = Fairness(
        *(1, 0, 0, 0, 0.0, 0, 0.0, 0, 0, 0, 0, 0, 0),
        *((0,), 0, 0),
        rounds=(RoundWishes("a", "A", 0, (0,), 0, 0, 1),),
        regrets=(RegretLevel(0, 0),),
        sessions=tuple(
            replace(demanded(s, 1), seats=None, wished_first=0, wished=0)
            for s in event.sessions
        ),
        buses=(),
        groups=(),
        inequality=Inequality(0.0, 1.0, 0.0, 1.0, 1, ((0.0, 0.0), (1.0, 1.0))),
        envy=Envy(0, 0, 0, 0),
        alternatives=(),
        answers=answered(1),
    )
    problem = replace(found.problem, event=event)
    return replace(found, problem=problem, fairness=fairness, stages=(), comparison=None)


class Outline(HTMLParser):
    """Tags in order, and whether they are well nested."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, *names: str) -> list[dict[str, str | None]]:
        return [attrs for tag, attrs in self.tags if tag in names]


@pytest.fixture(scope="module", params=["nb", "en"])
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="no texts in 'xx'"):
        texts("xx")


def test_numbers_dates_and_times_are_written_as_people_write_them() -> None:
    nb, en = texts("nb"), texts("en")
    assert nb.decimal(1234.56, 1) == "1234,6"
    assert (nb.whole(12345), en.whole(12345)) == ("12\u00a0345", "12,345")
    assert (nb.clock("12:35"), en.clock("12:35")) == ("kl.\u00a012.35", "12:35")
    assert nb.day(date(2024, 9, 27)) == "fredag 27. september 2024"
    assert en.day(date(2024, 9, 27)) == "Friday 27 September 2024"
    assert en.percent(999, 1000) == "99%"
    assert en.percent(1, 1000) == "< 1%"
    assert en.percent(0, 0) == "0%"


def test_small_levels_are_joined_until_five_people_are_told_of() -> None:
    people = [20, 17, 2, 0, 1]
    spans = pooled(5, lambda a, b: not small(sum(people[a : b + 1])))
    assert spans == ((0, 0), (1, 4))
    assert pooled(2, lambda a, b: a == b == 1) == ()
    assert [b.people for b in regret_bins(solution().fairness)] == [20, 20]


def test_wish_columns_are_joined_the_same_way_in_every_round() -> None:
    table = wish_table(solution().fairness)
    assert table.spans == ((0, 0), (1, 4))
    assert [counts for _, counts in table.rows] == [(30, 10), (30, 10)]


def test_a_round_with_few_people_is_not_told_of() -> None:
    found = solution().fairness
    few = replace(found.rounds[1], people=3, met=(3,))
    table = wish_table(replace(found, rounds=(found.rounds[0], few)))
    assert table.rows[1][1] == ()


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("result", [solution(), with_plan(solution(NASTY)), bare()])
def test_every_chart_draws_in_own_and_given_axes_and_leaves_settings_alone(
    name: str, result: Solution, lang: str
) -> None:
    before = dict(mpl.rcParams)
    own = CHARTS[name](result, lang=lang)
    given = Figure().add_subplot()
    assert CHARTS[name](result, ax=given, lang=lang) is given
    for ax in (own, given):
        figure = ax.get_figure(root=True)
        assert figure is not None
        figure.canvas.draw()
    assert dict(mpl.rcParams) == before


def test_charts_are_the_same_bytes_every_time(tmp_path: Path) -> None:
    result = with_plan(solution(NASTY))
    names = write_charts(result, tmp_path / "one", "nb")
    assert names == write_charts(result, tmp_path / "two", "nb")
    assert len(names) == 2 * len(CHARTS)
    for name in names:
        one = (tmp_path / "one" / name).read_bytes()
        assert one == (tmp_path / "two" / name).read_bytes()
        assert b"<script>" not in one


def test_charts_without_anything_to_show_are_not_written(tmp_path: Path) -> None:
    assert drawn(bare()) == ("demand",)
    names = ["charts/demand.png", "charts/demand.svg"]
    assert write_charts(bare(), tmp_path, "en") == names


@pytest.mark.parametrize(
    "result", [solution(), solution(NASTY), with_plan(solution(NASTY)), bare()]
)
def test_the_page_is_accessible_and_needs_nothing_else(result: Solution, lang: str) -> None:
    page = render_html(result, lang)
    outline = Outline(page)
    assert outline.all("html") == [{"lang": lang}]
    assert not outline.all("script", "link", "iframe", "object", "form")
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in page
    assert all((i["src"] or "").startswith("data:image/") for i in outline.all("img"))
    assert all(len(i["alt"] or "") > 30 for i in outline.all("img"))
    assert all("scope" in th for th in outline.all("th"))
    assert len(outline.all("caption")) == len(outline.all("table")) > 0
    assert [t for t, _ in outline.tags if t in ("h1", "h2", "h3")][:2] == ["h1", "h2"]
    assert len(outline.all("h1")) == len(outline.all("main")) == 1
    ids = [a["id"] for _, a in outline.tags if "id" in a]
    assert len(ids) == len(set(ids))
    targets = [(a["href"] or "")[1:] for a in outline.all("a")]
    labels = [a["aria-labelledby"] for _, a in outline.tags if "aria-labelledby" in a]
    assert {*targets, *labels} <= set(ids)
    assert not any(k.startswith("on") for _, a in outline.tags for k in a)


def test_the_page_is_the_same_every_time_and_names_nobody(lang: str) -> None:
    page = render_html(solution(), lang)
    assert page == render_html(solution(), lang)
    assert "SECRET" not in page


def test_titles_are_marked_as_norwegian_on_the_english_page_only() -> None:
    assert '<h1 lang="nb">Å bo godt</h1>' in render_html(solution(), "en")
    assert "<h1>Å bo godt</h1>" in render_html(solution(), "nb")


@pytest.mark.parametrize("objective", ["balanced", "total", "leximin", "my own"])
def test_what_was_proven_is_said_and_what_was_kept_before(objective: str, lang: str) -> None:
    stages = (claim("placed", 0, 0), claim("refused", 2, 2), claim("worst", 4, 4))
    page = render_html(replace(solution(), objective=objective, stages=stages), lang)
    assert texts(lang)("unproven.mark") not in page
    kept = texts(lang)("proven.refused")
    assert (kept in page) == (objective != "my own")


def test_what_is_not_proven_is_said_first_with_its_gap() -> None:
    stages = (claim("worst", 4, 4), claim("firsts", 60, 66, most=True))
    page = render_html(replace(solution(), stages=stages), "en")
    assert "NOT PROVEN" in page
    assert "No allocation can get above 66. The gap is 6." in page
    assert "there is no other allocation" not in page


def test_stages_about_few_people_do_not_tell_how_many() -> None:
    stages = (claim("people at 4 or more", 3, 2), claim("refused", 1, 1))
    page = render_html(replace(solution(), stages=stages), "en")
    assert "The figures are about fewer than 5 people." in page
    rows = page[page.index('id="stages-caption"') : page.index('id="chance"')]
    assert rows.count('<td class="number">fewer than 5</td>') == 4
    assert not re.search(r">\d+</td>", rows)


def test_importing_the_package_loads_no_drawing_library() -> None:
    code = (
        "import sys, allocator, allocator.reporting;"
        "sys.exit('matplotlib' in sys.modules or 'jinja2' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_means_over_few_people_are_not_told() -> None:
    few = replace(solution().fairness, with_wishes=3, mean=0.625, groups=())
    page = render_html(replace(solution(), fairness=few), "en")
    assert "0.62" not in page
    assert 'id="alternatives-caption"' not in page
    assert page.count("<strong>–</strong>") == 4


def test_means_over_draws_are_told_with_their_range() -> None:
    page = render_html(solution(), "en")
    assert "31 (29–33)" in page
    assert "6.1 (4–8)" in page
    assert '<td class="number">24</td>' in page


def test_the_frontier_names_every_notion_and_hides_few_people(lang: str) -> None:
    page = render_html(solution(), lang)
    words = texts(lang)
    rows = page[page.index('id="frontier-caption"') : page.index('id="wishes"')]
    for notion in ("balanced", "total", "leximin", "budgeted 2.5 %"):
        assert f'<th scope="row">{words.notion(notion)}' in rows
        assert words.about_notion(notion, "text") in rows
        assert words.about_notion(notion, "cost") in rows
    marked = f'{words.notion("balanced")} <strong class="chosen">{words("frontier.chosen")}<'
    assert marked in rows
    assert rows.count('class="chosen"') == 1
    fewer = words("fewer", least=5)
    assert rows.count(f">{fewer}<") == 5  # four at the worst, and one changed by three
    assert words("frontier.unfinished", names=words.notion("generous")) in page
    assert words("gain.certified") in page
    assert words("demand.gain") in page


SECTIONS = (
    *("frontier", "wishes", "regrets", "demand", "buses", "lorenz", "groups", "envy"),
    *("gain", "alternatives", "answers", "assumed", "stages", "chance", "glossary"),
)
NO_TABLE = ("chance", "glossary")


def test_every_section_has_its_sentence_and_its_table_in_this_order(lang: str) -> None:
    page = render_html(solution(), lang)
    starts = [page.index(f'<h2 id="{key}">') for key in SECTIONS]
    assert starts == sorted(starts)
    for key, start, end in zip(SECTIONS, starts, [*starts[1:], len(page)], strict=True):
        part = page[start:end]
        assert (f'id="{key}-caption"' in part) == (key not in NO_TABLE)
        assert key == "glossary" or part.index("<p>") < part.find("<table>") % len(page)


def test_sections_that_nobody_asked_for_are_left_out(lang: str) -> None:
    page = render_html(replace(solution(), comparison=None), lang)
    assert 'id="frontier"' not in page
    assert 'id="gain"' not in page
    assert texts(lang)("demand.gain") not in page


def test_numbers_are_defined_a_click_away_without_script(lang: str) -> None:
    page = render_html(solution(), lang)
    asked = re.findall(r"<summary>(.+?)</summary>", page)
    assert page.count("<details>") == len(asked) >= 20
    assert all(question.endswith("?") for question in asked)
    assert "<script" not in page


OBJECTIVES = (
    *("balanced", "total", "leximin", "min-regret", "rank-maximal", "generous"),
    "budgeted 5 %",
)


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_the_result_is_told_in_two_sentences(objective: str, lang: str) -> None:
    words = texts(lang)
    told = verdict(words, replace(solution(), objective=objective))
    for sentence in (told.decided, told.means):
        assert re.search(r"[.!?]", sentence) is not None
        assert re.search(r"[.!?]", sentence[:-1].replace("2.5", "")) is None
    assert words.notion(objective) in told.decided
    assert words.percent(60, 80) in told.means
    assert "{" not in told.decided + told.means


def test_what_is_kept_first_is_named_with_what_was_reached(lang: str) -> None:
    words = texts(lang)

    def decided(refused: int) -> str:
        stages = (claim("refused", refused, refused), claim("worst", 4, 4))
        return verdict(words, replace(solution(), stages=stages)).decided

    assert words("proven.refused_none") in decided(0)
    assert words("proven.refused") in decided(7)


def test_weighted_points_are_not_called_places(lang: str) -> None:
    words, found = texts(lang), solution()
    event = found.problem.event
    heavy = replace(event, rounds=(replace(event.rounds[0], weight=2), event.rounds[1]))
    weighted = replace(found, problem=replace(found.problem, event=heavy))
    assert words.places(4) in verdict(words, found).means
    assert words.places(4) not in verdict(words, weighted).means
    assert words.points(4) in verdict(words, weighted).means


def test_stages_of_places_are_told_in_words() -> None:
    stages = (
        claim("places at level 1", 30, 30, most=True),
        claim("places at level 2", 3, 3),
        claim("budget", 22, 22),
    )
    page = render_html(replace(solution(), stages=stages), "en")
    assert "As many places as possible at step 2 of the wish lists" in page
    assert "As few places as possible at step 3 of the wish lists" in page
    assert "later steps may go up to 22" in page
    assert "places at level" not in page
    assert not re.search(r'<td class="number">3</td>', page[page.index('id="stages"') :])


def test_few_people_are_told_of_neither_as_a_part_nor_as_the_rest() -> None:
    words = texts("en")
    assert words.part(3, 40) == "fewer than 5"
    assert words.part(37, 40) == "nearly all 40"
    assert words.part(30, 40) == "30 of 40"
    assert words.part(40, 40) == "40 of 40"


def test_envy_and_votes_of_few_people_are_not_told() -> None:
    found = solution()
    assert found.comparison is not None
    fairness = replace(found.fairness, envy=Envy(pairs=4, people=3, largest=2, cycles=1))
    voted = replace(found.comparison, vote=Vote(4, 3, 1))
    page = render_html(replace(found, fairness=fairness, comparison=voted), "en")
    envious = page[page.index('id="envy-caption"') : page.index('id="gain"')]
    assert envious.count("fewer than 5<") == 2
    votes = page[page.index('id="gain-caption"') : page.index('id="alternatives"')]
    assert votes.count("fewer than 5<") == 2


def test_chance_is_told_in_words_beside_the_interval() -> None:
    large = GroupOutcome("A", 30, 0.9, 0.5, 0.5, 0.1, 0.9, 0.01, 0.2, -0.1, 0.4, 0.3)
    little = GroupOutcome("other", 10, 0.4, 0.5, -0.5, None, None, 0.4)
    fairness = replace(solution().fairness, groups=(large, little))
    page = render_html(replace(solution(), fairness=fairness), "en")
    assert "+0.10 to +0.90" in page
    assert "<td>hardly chance alone</td>" in page
    assert "<td>may be due to chance</td>" in page
    assert "Groups with a difference that is hardly chance alone: 1." in page


def test_the_least_good_half_is_read_off_the_curve() -> None:
    corners = ((0.0, 0.0), (0.4, 0.2), (0.4, 0.2), (1.0, 1.0))
    assert [round(spread.share_of_least(corners, p), 3) for p in (0, 0.2, 0.7, 1)] == [
        0,
        0.1,
        0.6,
        1,
    ]


def inflated(page: bytes) -> bytes:
    """Return a PDF with the streams that are packed unpacked."""
    parts = re.split(rb"\r?\nendstream|stream\r?\n", page)
    return b"\n".join(zlib.decompressobj().decompress(p) if p[:1] == b"x" else p for p in parts)


@pytest.mark.parametrize(("people", "rows"), [(9, 0), (10, 1), (19, 1), (20, 3), (50, 4)])
def test_neither_the_least_nor_the_others_are_told_of_where_few(people: int, rows: int) -> None:
    found = solution()
    fairness = replace(found.fairness, with_wishes=people)
    table = spread.lorenz(texts("en"), replace(found, fairness=fairness))
    assert (len(table.bodies[0].rows) if table else 0) == rows


@pytest.fixture
def printed() -> None:
    if not pdf_possible():
        pytest.skip("WeasyPrint or Pango is not installed")


@pytest.mark.usefixtures("printed")
@pytest.mark.parametrize("result", [solution(), solution(NASTY), bare()])
def test_the_summary_is_one_tagged_page_and_the_same_every_time(
    result: Solution, lang: str
) -> None:
    page = render_summary(result, lang)
    assert page == render_summary(result, lang)
    assert page.startswith(b"%PDF-1.7")
    inside = inflated(page)
    assert len(re.findall(rb"/Type\s*/Page\b", inside)) == 1
    assert b"pdfuaid" in inside
    assert f"/Lang ({lang})".encode() in inside
    assert b"SECRET" not in inside
    assert b"CreationDate" not in inside


def test_without_the_extra_the_summary_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    assert not pdf_possible()
    with pytest.raises(UsageTrouble, match=r"fair-days\[pdf\]"):
        render_summary(solution(), "en")
