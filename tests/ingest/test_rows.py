"""Aims and actions: the outline of headings, what they are measured by, and the actions under each."""

from __future__ import annotations

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.formats import UnreadableDocumentError, read_document
from ingest.rows import read_rows
from tests.ingest.reading import actions_of, aims_of, names, rows_of

TABLE = "Action→By when→Lead\n{}→May 2010→Karen Osei\n\n"


def test_themes_priorities_and_areas_stand_one_under_another() -> None:
    rows = rows_of(
        "CHILDREN IN NORTHAM ARE HEALTHY.\n\nPriority 1: choose healthy lives.\n\n"
        "Area for improvement: fewer children smoke.\n\nOutcome measures:\n\n- Young people who smoke (NI115).\n\n"
        + TABLE.format("Run a campaign")
        + "Priority 1: choose healthy lives.\n\nArea for improvement: fewer accidents.\n\n" + TABLE.format("Fit gates")
        + "The following actions will be taken on what the inspectors found.\n\n" + TABLE.format("Check teeth")
    )  # fmt: skip
    theme, priority, smoke, accidents, section = rows.objectives
    assert [aim.level for aim in rows.objectives] == [
        *("theme", "priority", "area for improvement", "area for improvement", "section")
    ]
    assert (priority.reference, priority.parent, smoke.parent) == ("Priority 1", theme.key, priority.key)
    assert accidents.parent == priority.key and section.parent == theme.key
    assert {aim.outcome for aim in rows.objectives} == {"be-healthy"}
    assert [cited.code for cited in smoke.indicators] == ["NI 115"] and accidents.indicators == ()
    assert [action.objective for action in rows.actions] == [smoke.key, accidents.key, section.key]


def test_two_areas_over_one_table_share_the_indicators_printed_once() -> None:
    aims = aims_of(
        "Area for improvement: fewer infants die.\n\nArea for improvement: fewer are born small.\n\n"
        "Outcome measure:\n\n- Early access to midwives (NI 126).\n\n" + TABLE.format("See midwives early")
    )
    assert [[cited.code for cited in aim.indicators] for aim in aims] == [["NI 126"], ["NI 126"]]


def test_a_corporate_aim_over_a_table_of_targets_is_an_aim_without_a_number() -> None:
    (aim,) = aims_of("2.2 Issues\n\nStrategic Objective: Make the district cleaner\n\nStreets were swept more often.")
    assert (aim.level, aim.text, aim.reference) == ("objective", "Make the district cleaner", "")


def test_recommendations_under_timescales_with_their_leads() -> None:
    rows = rows_of(
        "For immediate action\n\nRecommendation 1: ¹Tell the young people\n\nLead: Karen Osei\n\n"
        + TABLE.format("Tell")
        + "For action over the next six months\n\nRecommendation 2: Check every file. Lead: Amit Shah, Joe Marsh\n\n"
        + TABLE.format("Check")
    )  # fmt: skip
    immediate, first, later, second = rows.objectives
    assert (first.text, first.parent, [lead.text for lead in first.leads]) == (
        *("Tell the young people", immediate.key, ["Karen Osei"]),
    )
    assert (second.text, second.parent) == ("Check every file.", later.key)
    assert [lead.text for lead in second.leads] == ["Amit Shah", "Joe Marsh"]


def test_an_aim_listed_first_and_worded_otherwise_is_one_aim_under_both_names() -> None:
    (aim,) = aims_of(
        "**NCP1 Raise what pupils reach in mathematics**\n\n"
        "Priority 1: Raise what all pupils reach in mathematics\n\n" + TABLE.format("Tutor")
    )
    assert aim.text == "Raise what all pupils reach in mathematics"
    assert {other.text for other in aim.alternatives} == {"NCP1", "Raise what pupils reach in mathematics"}


def test_an_overview_table_gives_aims_their_indicators_and_states_the_rest() -> None:
    rows = rows_of(
        "| Priority | Rationale | Outcomes |\n|--|--|--|\n| Warm homes for all | Many are cold | NI 187 |\n"
        "| Safe streets by night | Lamps are out | NI 17, NI 41 |\n| Work for the young | Firms closed | NI 117 |\n\n"
        "Priority 1: Warm homes for all\n\n" + TABLE.format("Insulate")
        + "Priority 2: Safe streets by night\n\n" + TABLE.format("Mend lamps")
    )  # fmt: skip
    assert {aim.text: [cited.code for cited in aim.indicators] for aim in rows.objectives} == {
        "Warm homes for all": ["NI 187"],
        "Safe streets by night": ["NI 17", "NI 41"],
        "Work for the young": ["NI 117"],
    }


def test_a_code_in_brackets_stands_for_the_aim_whose_name_it_shortens() -> None:
    homes, _ = aims_of(
        "| Priority | Rationale | Outcomes |\n|--|--|--|\n| Insulated dwellings (KC1) | Many are cold | Fewer ill |\n\n"
        "Key Change 1: Warm homes for all\n\n"
        + TABLE.format("Insulate")
        + "Key Change 2: Safe streets\n\n"
        + TABLE.format("Mend lamps")
    )
    assert {other.text for other in homes.alternatives} >= {"KC1", "Insulated dwellings"}


def test_a_heading_the_print_lost_is_told_by_the_list_and_the_gap() -> None:
    listed = "**NCP1 Warm homes for all**\n\n**NCP2 Safe streets by night**\n\n**NCP3 Work for the young**\n\n"
    rows = rows_of(
        listed
        + "Priority 1: Warm homes for all\n\n"
        + TABLE.format("Insulate")
        + "\n\nFit lamps→June 2010→Amit Shah\n\n"
        "Priority 3: Work for the young\n\n" + TABLE.format("Hold a fair")
    )
    by_key = {aim.key: aim.text for aim in rows.objectives}
    assert [by_key[action.objective or ""] for action in rows.actions] == [
        *("Warm homes for all", "Safe streets by night", "Work for the young"),
    ]
    assert "heading is not printed" in rows.actions[1].notes[0]


def test_a_column_of_indicators_groups_the_rows_below() -> None:
    rows = rows_of(
        "KPI→How we will deliver→Impact→Date→Who\n"
        "Fewer first time offenders NI111→e.g. staff activities→→Start March 2010 Complete May 2010→Joe Marsh\n"
        "Objective 1: Work with schools→Send mentors→Calmer schools→→\n"
        "→Run a film club→Fewer bored→June 2010→Anna Bell\n\n"
        "KPI→How we will deliver→Impact→Date→\n"
        "Fewer young people use drugs NI115→Eg. staff activities Visit clubs→Fewer harmed→July 2010→Karen Osei\n"
    )
    offenders, schools, drugs = rows.objectives
    assert (offenders.level, [cited.code for cited in offenders.indicators]) == ("indicator", ["NI 111"])
    assert (schools.reference, schools.parent, drugs.parent) == ("Objective 1", offenders.key, None)
    assert [(a.text, a.objective, names(a)) for a in rows.actions] == [
        ("Send mentors", schools.key, ["Joe Marsh"]),
        ("Run a film club", schools.key, ["Anna Bell"]),
        ("Visit clubs", drugs.key, ["Karen Osei"]),
    ]


def test_a_row_of_the_table_may_name_the_aim() -> None:
    rows = rows_of(
        "| Priority 1: Warm homes | | |\n|--|--|--|\n| Action | Lead | By when |\n| Insulate | K Osei | May 2010 |\n"
        "| Priority 2: Safe streets | | |\n| Mend lamps | A Shah | June 2010 |\n"
    )
    assert [aim.reference for aim in rows.objectives] == ["Priority 1", "Priority 2"]
    assert [action.objective for action in rows.actions] == [aim.key for aim in rows.objectives]


def test_a_row_printed_twice_is_two_rows() -> None:
    first, again = actions_of("Priority 1: Warm homes\n\n" + TABLE.format("Insulate every loft") * 2)
    assert first.text == again.text and first.span.line < again.span.line


def test_a_plan_that_names_itself_links_to_no_other() -> None:
    (action,) = actions_of(
        "# Northam Joint Review Action Plan 2009/10\n\nAction→By when→Lead\n"
        "Report on the Joint Review Action Plan beside the Northam Play Strategy→May 2010→K Osei\n"
    )
    assert [s.text for s in action.strategies] == ["Northam Play Strategy"]


def test_what_is_not_printed_stays_empty() -> None:
    first, second = actions_of("Action→By when→Lead→Funding\nInsulate→→→\nMend lamps→May 2010→K Osei→ABG\n")
    assert (first.owners, first.dues, first.funding, first.objective) == ((), (), (), None)
    assert [stream.text for stream in second.funding] == ["ABG"]


def test_the_indicators_of_a_row_are_those_it_names() -> None:
    (only,) = actions_of(
        "Action→Lead→Measure\nVisit clubs (NI 110)→K Osei→<p>NI 55 &amp; 56 obesity</p> <p>76% by 2010</p>\n"
    )
    assert [cited.code for cited in only.indicators] == ["NI 110", "NI 55", "NI 56"]
    assert only.indicators[1].span.quote.startswith("NI 55")


def test_actions_stated_as_headings() -> None:
    first, second = actions_of(
        "## Priority 4: Jobs\n\n**Action 4.1:** Create fifty apprenticeships\n\n"
        "- Lead: Karen Osei\n- By when: March 2012\n\n"
        "### Action 4.2\n\nThe partnership will hold a fair for school leavers.\n\n- Lead: Amit Shah\n"
    )
    assert (first.reference, first.text, names(first)) == ("4.1", "Create fifty apprenticeships", ["Karen Osei"])
    assert first.dues[0].on.isoformat() == "2012-03-31"
    assert (second.text, names(second)) == ("The partnership will hold a fair for school leavers.", ["Amit Shah"])


def test_every_block_has_a_fate() -> None:
    text = (
        "# Plan\n\nWe are a small town.\n\nPriority 1: Warm homes\n\n"
        + TABLE.format("Insulate")
        + "This page is intentionally left blank\n"
    )
    document = read_document("plan.txt", text.replace("→", "\t").encode())
    rows = read_rows(document)
    covered = sum(fate.characters for fate in rows.fates)
    assert covered == sum(not char.isspace() for char in document.text)
    assert [fate.reason for fate in rows.fates if fate.outcome == "passed over"][-1] == "left by the print of the page"


CELLS = st.sampled_from(
    [
        "",
        "",
        "Open a clinic",
        "and more",
        "June 2010",
        "Karen Osei",
        "NI 117",
        "1.1",
        "BH 1.2 Do it",
        "(primary).",
        "50%",
    ]
)
LINES = st.one_of(
    st.lists(CELLS, min_size=1, max_size=6).map("\t".join),
    st.sampled_from(
        (
            *("Action\tLead\tBy when", "Ref\tAction\tDue date\tLead", "KPI\tHow we will deliver\tDate\tWho", "", ""),
            *(
                "Priority 1: Warm homes",
                "Recommendation 2: Mend",
                "Lead: K Osei",
                "Outcome measures:",
                "- Obesity (NI 55)",
            ),
            *(
                "For immediate action",
                "What\tHow\tWho",
                "Action 3: Do it",
                "CHILDREN STAY SAFE.",
                "The following actions come next.",
            ),
        )
    ),
)


@settings(max_examples=200, deadline=None)
@example(["\t\t\t\t\tOpen a clinic", "\t\t\t\t\tOpen a clinic", "\t\tOpen a clinic", "(primary).\t\t\t"])
@given(st.lists(LINES, max_size=30))
def test_any_text_is_read_whole_and_nobody_owns_what_they_are_not_printed_for(lines: list[str]) -> None:
    try:
        document = read_document("plan.txt", "\n".join(lines).encode())
    except UnreadableDocumentError:
        return
    rows = read_rows(document)
    keys = [aim.key for aim in rows.objectives]
    assert len(keys) == len(set(keys))
    assert all(aim.parent is None or aim.parent in keys for aim in rows.objectives)
    assert all(action.objective is None or action.objective in keys for action in rows.actions)
    printed = set(re.findall(r"\w+", document.text))
    assert all(printed.issuperset(re.findall(r"\w+", owner.text)) for a in rows.actions for owner in a.owners)
    parts = ("a column", "a cell beyond")  # of rows, which are accounted for whole
    whole = [fate for fate in rows.fates if not fate.reason.startswith(parts)]
    assert sum(fate.characters for fate in whole) == sum(not char.isspace() for char in document.text)


def test_a_table_of_actions_after_a_table_that_lists_none_has_a_header_of_its_own() -> None:
    (only,) = actions_of(
        "Measure→Responsibility→Actual→Targets→→\n→→2008-09→2009-10→2010-11→2011-12\n"
        "NI 117 Young people without work→K Osei→8.5→7.5%→6.8%→N/A\n\nWhat we will do\n\n"
        "Strategy/Project→Action→Responsibility→Milestones→Performance Target→Funded by\n"
        "Warm homes→Insulate the lofts of 400 homes→K Osei→Q1 Survey the homes→NI 187: Fuel poverty→ABG\n"
    )
    assert (only.text, names(only)) == ("Insulate the lofts of 400 homes", ["K Osei"])
