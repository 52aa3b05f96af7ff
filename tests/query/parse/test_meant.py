"""What questions are taken to mean, as officers type them: each with the beginning of its printed English."""

from __future__ import annotations

import pytest

from tests.query.parse.test_readings import understood


@pytest.mark.parametrize(
    ("question", "meaning"),
    [
        ("what does Karen Osei lead on by herself", "Actions owned by Karen Osei and not owned by owners other than"),
        ("what is karen osei doing on her own", "Actions owned by Karen Osei and not owned by owners other than"),
        ("who does karen osei share actions with", "Owners other than Karen Osei that own actions owned by Karen Osei"),
        ("what is NI 117 in northam", "Observations of NI 117 of Northam"),
        (
            "what was the target for NI 117 in northam in 2010/1",
            "Observations of NI 117 of Northam for 2010-11 that are",
        ),
        ("northam actions w/o an owner", "Actions of Northam with no owner"),
        (
            "northam actions between 100 and 130 thousand pounds",
            "Actions of Northam with allocations whose amount is at least £100,000",
        ),
        ("how much cash is there for 1.1", "Amounts of allocations for 1.1"),
        ("who picks up the tab for 1.1", "Funding streams that fund 1.1"),
        ("northam NI 117 target, need it for the exec summary", "Observations of NI 117 of Northam that are target"),
        ("what's northam doing about the ni 117 measure", "Actions of Northam that feed NI 117"),
        (
            "NIs in northam that eastvale also uses",
            "Indicators mentioned in plans of Northam and mentioned in plans of Eastvale",
        ),
        (
            "which northam actions feed indicators that are red in eastvale",
            "Actions of Northam that feed indicators with observations of Eastvale that are red",
        ),
        (
            "which northam actions should be done and dusted by march 2010",
            "Actions of Northam whose last due date is on or before March 2010",
        ),
        ("which actions are about reading", "Actions that mention “reading”"),
        (
            "which actions does Karen Osei own apart from objective 1",
            "Actions owned by Karen Osei and not under objective",
        ),
        ("how does ESF help NI 117", "How ESF connects to NI 117"),
        ("how will ESF end up contributing to NI 117", "How ESF connects to NI 117"),
        ("who is working on objective 1 in northam", "Owners that own actions of Northam under objective 1"),
        ("which northam actions live off the ABG", "Actions of Northam funded by ABG"),
        (
            "which northam actions feed NI 117, got a meeting with the college at 2",
            "Actions of Northam that feed NI 117",
        ),
        ("what was agreed by the board", "Decisions"),
        ("which actions mention neet but not NI 117", "Actions that feed NI 117 (NEET) and that do not feed NI 117"),
        (
            "is NI 117 in all the plans",
            "Whether there are indicators that are NI 117 mentioned in plans of authorities, only",
        ),
        (
            "when is the last northam action due",
            "Due dates of actions of Northam, with their action, those with the latest",
        ),
        (
            "when is the first northam action due",
            "Due dates of actions of Northam, with their action, those with the earl",
        ),
        ("what was the first actual for NI 117", "Observations of NI 117 with the earliest end"),
        (
            "did the board approve youth hubs",
            "Whether there are decisions of the kind “approve” that are Endorse: Youth",
        ),
        ("all the numbers we have on NI 117", "Observations of NI 117"),
        ("northam actions without a measure", "Actions of Northam with no measure"),
        ("which northam actions depend on the ABG", "Actions of Northam funded by ABG"),
        (
            "what depends only on the ABG",
            "Actions funded by ABG and not funded by funding streams other than ABG",
        ),
        ("list the owners for each northam objective", "Owners"),
        (
            "which northam actions were due before the end of march 2010",
            "Actions of Northam whose last due",
        ),
        ("is anyone in northam responsible for NI 117", "Whether there are owners"),
        (
            "how many indicators are in all the plans",
            "Number of indicators mentioned in plans of authorities, only those",
        ),
        (
            "which indicator is doing worst against its target in northam",
            "Indicators with observations of Northam that are worse than target and that are actual values",
        ),
        ("which northam actions have no money", "Actions of Northam with no funding stream and with no allocation"),
        ("which northam actions are unfunded", "Actions of Northam with no funding stream and with no allocation"),
        ("northam actions with no funding stream", "Actions of Northam with no funding stream"),
        (
            "how many actions in each council have no funding",
            "Number of actions with no funding stream and with no allocation, for each authority",
        ),
        (
            "if the ABG pulled out which northam actions would be left with no money at all",
            "Actions of Northam funded by ABG and not funded by funding streams other than ABG",
        ),
        (
            "who else besides Karen Osei is on her actions",
            "Owners other than Karen Osei that own actions owned by Karen Osei",
        ),
        (
            "which indicators are in each of Northam and Eastvale",
            "Indicators mentioned in plans of Northam and mentioned in plans of Eastvale",
        ),
        ("which pots of money sit behind NI 117", "Funding streams that fund actions that feed NI 117"),
        ("ABG and NI 117, how are they connected", "How ABG connects to NI 117"),
        (
            "which northam actions are jointly owned",
            "Actions of Northam owned by owners, only those with more than 1 owner",
        ),
        (
            "which actions does Karen Osei share with somebody else",
            "Actions owned by Karen Osei and owned by owners, only those with more than 1 owner",
        ),
        (
            "Karen Osei's actions minus the ones she shares with the head of youth",
            "Actions owned by Karen Osei and not owned by Head of Youth",
        ),
        (
            "whats the single biggest sum in the northam plan and which action is it",
            "Actions in Northam plan with allocations with an amount, those with the highest amount",
        ),
        ("northam actions with no owner for the exec meeting on thursday pls", "Actions of Northam with no owner"),
        (
            "northam actions that should be finished by the end of Q4 (March 2010)",
            "Actions of Northam whose last due date is on or before March 2010",
        ),
        (
            "which of northam's key targets have no 2010-11 target",
            "Indicators with observations of Northam that are target values and without observations of Northam for",
        ),
        (
            "northam actions whose last milestone is in march 2010",
            "Due dates of actions of Northam whose last due date is in",
        ),
        ("which actions outside eastvale feed NI 117", "Actions not of Eastvale that feed NI 117"),
        ("how big is the grant for 1.1", "Amounts of allocations for 1.1"),
        (
            "without ABG which actions have no funding",
            "Actions funded by ABG and not funded by funding streams other than ABG",
        ),
        (
            "if Karen Osei leaves which actions have nobody",
            "Actions owned by Karen Osei and not owned by owners other than Karen Osei",
        ),
        (
            "which northam actions have two or more owners",
            "Actions of Northam owned by owners, only those with at least 2",
        ),
        (
            "does northam do anything about jobcentre",
            "Whether there are actions of Northam with milestones that mention",
        ),
        ("when were the youth hubs endorsed", "Dates of decisions that are Endorse: Youth hubs"),
        ("which quarter is 1.1 due in", "Due dates of actions that are 1.1"),
        ("explain ni 117 to me", "What NI 117 means"),
        ("list owners and how many actions they have in northam", "Number of actions of Northam, for each owner"),
        ("which owners work on NI 117", "Owners that own actions that feed NI 117"),
        ("LSCB tomorrow, which northam actions are funded by ABG", "Actions of Northam funded by ABG"),
        ("drafting the NI 117 report, which northam actions feed it", "Actions of Northam that feed NI 117"),
        (
            "mentors / website actions in northam",
            "Actions of Northam that mention “mentors”, themselves or in their objective or",
        ),
        (
            "how many indicators are on or above target",
            "Number of indicators with observations that are meeting target",
        ),
        (
            "which northam indicators are worse than last time",
            "Indicators with observations of Northam that went down the wrong way",
        ),
        ("who owns 1.1 to 1.3", "Owners that own 1.1, 1.2 or 1.3"),
        (
            "which of 1.1 to 1.3 have no funding",
            "Actions with no funding stream and with no allocation that are 1.1, 1.2 or 1.3",
        ),
        (
            "Of the Northam actions 1.1 to 1.3, which involve neither the Jobcentre nor Kinder Group",
            "Actions of Northam without",
        ),
        ("what's the total for 1.1", "Total amount of allocations for 1.1"),
        (
            "northam - Karen Osei AND Head of Youth, which actions",
            "Actions of Northam owned by Karen Osei and owned by Head of Youth",
        ),
        (
            "northam actions that get ABG money but nothing from ESF",
            "Actions of Northam funded by ABG and not funded by ESF",
        ),
        (
            "which indicators have no 2010-11 target in northam",
            "Indicators with observations of Northam and without observations",
        ),
        ("what has the trust board endorsed", "Decisions of the kind “endorse”"),
        ("who leads 1.1? need it for a schools newsletter", "Owners that own 1.1"),
        ("YOT - who or what is that", "What YOT means"),
        ("which rows are measured by NI 112", "Actions that feed NI 112"),
        ("which actions have the jobcentre as a partner", "Actions with the partner Jobcentre"),
        ("what's the deadline on 1.1", "Due dates of actions that are 1.1"),
        (
            "share of red indicators in northam",
            "Of indicators with observations of Northam with a status, the percentage with observations of Northam",
        ),
        ("what per cent of northam actions have no owner", "Of actions of Northam, the percentage with no owner"),
        (
            "which northam actions have two owners",
            "Actions of Northam owned by owners, only those with exactly 2 owners",
        ),
        (
            "NI 117 - are we hitting it",
            "Whether there are indicators that are NI 117 with observations that are meeting",
        ),
        ("what should NI 117 be in northam", "Observations of NI 117 of Northam that are target values"),
        ("anything on leaver's homes", "Actions that mention “leaver” or “leaver's” and “homes”"),
        ("which indicators are about conceptions", "Indicators that mention “conceptions”"),
        ("whats the code for neet", "What NI 117 (NEET) means"),
        ("which quarter was NI 117 red", "Periods with observations of NI 117 that are red"),
        ("Karen Osei - what does she have to do", "Actions owned by Karen Osei"),
        ("Karen Osei is off sick. What was she leading in Northam?", "Actions of Northam owned by Karen Osei"),
        ("which northam actions aren't linked to any strategy", "Actions of Northam with no strategy"),
        (
            "which of northam's indicators does eastvale not print",
            "Indicators mentioned in plans of Northam and not mentioned in plans of Eastvale",
        ),
        (
            "which northam actions are over 100000",
            "Actions of Northam with allocations whose amount is more than 100,000",
        ),
        ("northam neet target 0910", "Observations of NI 117 (NEET) of Northam for 2009-10 that are target values"),
        ("how much money is printed against 1.1, the school leavers one", "Amounts of allocations for 1.1"),
        ("what was the trust board asked to endorse", "Decisions of the kind “endorse”"),
        (
            "add up the money printed against northam actions",
            "Total amount of actions of Northam with allocations",
        ),
        ("northam actions that feed NI 117 for the half year report", "Actions of Northam that feed NI 117"),
        ("ni 117 - whats that one measuring", "What NI 117 means"),
        ("which actions help deliver NI 117", "Actions that feed NI 117"),
        (
            "what does northam want NI 117 to be in 2010-11",
            "Observations of NI 117 of Northam for 2010-11 that are tar",
        ),
        ("indicators nobody has an action for", "Indicators not fed by actions"),
        ("actions for NI 117 across all 4", "Actions that feed NI 117"),
    ],
)
def test_what_is_meant(question: str, meaning: str) -> None:
    assert understood(question).startswith(meaning)
