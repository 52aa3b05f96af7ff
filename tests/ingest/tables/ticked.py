"""Tables whose columns are ticks, times, bodies or whole actions, invented, and what each of their rows says.

A row is its reference, action, owners, partners, days (a start with ">" before it) and the due date as printed.
"""

# ruff: noqa: E501 - a row of a fixture is easier to read on one line

from __future__ import annotations

from tests.ingest.tables.said import Said

TICKED: dict[str, tuple[str, list[Said]]] = {
    "ticked terms of a borough": (
        "Ref→Action→Lead→Short term→Medium term→Long term\n"
        "1→Mend the footbridge at Mill Lane→Parks Manager→X→→\n"
        "2→Plant forty trees along the High Street→Karen Osei→→X→\n"
        "3→Build a cycle path to Eastvale→Amit Shah→→X→X\n",
        [
            Said("Mend the footbridge at Mill Lane", "Parks Manager", "", "Short term", reference="1"),
            Said("Plant forty trees along the High Street", "Karen Osei", "", "Medium term", reference="2"),
            Said("Build a cycle path to Eastvale", "Amit Shah", "", "Medium term; Long term", reference="3"),
        ],
    ),
    "ticked terms, with a row that is wider than its header": (
        "Ref→Action→Lead→Short term→Medium term→Long term\n"
        "1→Mend the footbridge at Mill Lane→Parks Manager→X→→\n"
        "2→Plant forty trees along the High Street→Karen Osei→→X→→→Oaks only\n",
        [
            Said("Mend the footbridge at Mill Lane", "Parks Manager", "", "Short term", reference="1"),
            Said("Plant forty trees along the High Street", "Karen Osei", "", "Medium term", reference="2"),
        ],
    ),
    "quarters under a year, with real spans": (
        "<table><tr><th rowspan=2>Action</th><th rowspan=2>Responsible officer</th><th colspan=4>2011/12</th></tr>"
        "<tr><th>Q1</th><th>Q2</th><th>Q3</th><th>Q4</th></tr>"
        "<tr><td>Train front desk staff</td><td>Head of Customer Services</td><td>✓</td><td>✓</td><td></td><td></td></tr>"
        "<tr><td>Open on Saturdays</td><td>Head of Customer Services</td><td></td><td></td><td></td><td>✓</td></tr></table>",
        [
            Said(
                "Train front desk staff",
                "Head of Customer Services",
                "2011-06-30 2011-09-30",
                "Q1 2011/12; Q2 2011/12",
            ),
            Said("Open on Saturdays", "Head of Customer Services", "2012-03-31", "Q4 2011/12"),
        ],
    ),
    "months of a fire service's chart": (
        "<table><tr><th>Ref</th><th>Task</th><th>Lead</th><th>Apr 2013</th><th>May 2013</th><th>Jun 2013</th></tr>"
        "<tr><td>F1</td><td>Survey hydrants</td><td>Watch Manager</td><td>■</td><td>■</td><td></td></tr>"
        "<tr><td>F2</td><td>Repair broken hydrants</td><td>Watch Manager</td><td></td><td></td><td>■</td></tr></table>",
        [
            Said("Survey hydrants", "Watch Manager", "2013-04-30 2013-05-31", "Apr 2013; May 2013", reference="F1"),
            Said("Repair broken hydrants", "Watch Manager", "2013-06-30", "Jun 2013", reference="F2"),
        ],
    ),
    "initials of months": (
        "Action→Lead→A→M→J→J→A→S\nMow the verges→Grounds Manager→X→X→X→→→\nPlant bulbs→Grounds Manager→→→→→→X\n",
        [
            Said("Mow the verges", "Grounds Manager", "", "April; May; June"),
            Said("Plant bulbs", "Grounds Manager", "", "September"),
        ],
    ),
    "years of a shire, ticked with dots": (
        "| No. | Action | Responsibility | Year 1 | Year 2 | Year 3 | Cost |\n|--|--|--|--|--|--|--|\n"
        "| 1.1 | Map every footpath in the shire | Manager Assets | ● | | | $15,000 |\n"
        "| 1.2 | Seal the rail trail | Director Infrastructure | | ● | ● | $240,000 |\n",
        [
            Said("Map every footpath in the shire", "Manager Assets", "", "Year 1", reference="1.1"),
            Said("Seal the rail trail", "Director Infrastructure", "", "Year 2; Year 3", reference="1.2"),
        ],
    ),
    "bodies that lead and support": (
        "| Action | Council | Police | PCT | Fire Service | Timescale |\n|--|--|--|--|--|--|\n"
        "| Visit every home with an open fire | S | | S | L | March 2012 |\n"
        "| Run a drink-drive campaign | S | L | | S | December 2011 |\n",
        [
            Said("Visit every home with an open fire", "Fire Service", "2012-03-31", "March 2012", "Council|PCT"),
            Said("Run a drink-drive campaign", "Police", "2011-12-31", "December 2011", "Council|Fire Service"),
        ],
    ),
    "lead and support in words, a Scottish partnership": (
        "| Ref | Priority Actions | NHS Board | Council | Police | Third sector | Timescales |\n|--|--|--|--|--|--|--|\n"
        "| 2.1 | Set up a joint hub for those leaving prison | Lead | Support | Support | | April 2014 |\n"
        "| 2.2 | Train mentors | | Support | | Lead | May 2014 |\n",
        [
            Said(
                *("Set up a joint hub for those leaving prison", "NHS Board", "2014-04-30", "April 2014"),
                *("Council|Police", "2.1"),
            ),
            Said("Train mentors", "Third sector", "2014-05-31", "May 2014", "Council", "2.2"),
        ],
    ),
    "bodies ticked below Lead": (
        "| Key actions | Lead | | | Deadline |\n|--|--|--|--|--|\n| | Council | Health Board | Third Sector | |\n"
        "| Open a men's shed in each town | | | ✓ | May 2016 |\n| Screen all over-65s for falls | | ✓ | | June 2016 |\n",
        [
            Said("Open a men's shed in each town", "Third Sector", "2016-05-31", "May 2016"),
            Said("Screen all over-65s for falls", "Health Board", "2016-06-30", "June 2016"),
        ],
    ),
    "who is responsible, accountable, consulted, informed": (
        "Task→Chief Executive→Head of HR→IT Service→Due\nDraw up the new staff handbook→A→R→C→30 June 2012\n"
        "Publish it on the intranet→I→A→R→31 July 2012\n",
        [
            Said(
                *("Draw up the new staff handbook", "Chief Executive|Head of HR", "2012-06-30", "30 June 2012"),
                "IT Service",
            ),
            Said("Publish it on the intranet", "Head of HR|IT Service", "2012-07-31", "31 July 2012"),
        ],
    ),
    "a column an action": (
        "<table><tr><td>Action</td><td>Open a walk-in clinic</td><td>Train ten peer mentors</td></tr>"
        "<tr><td>Responsible</td><td>Director of Public Health</td><td>Karen Osei</td></tr>"
        "<tr><td>Timescale</td><td>By September 2012</td><td>January 2013</td></tr></table>",
        [
            Said("Open a walk-in clinic", "Director of Public Health", "2012-09-30", "By September 2012"),
            Said("Train ten peer mentors", "Karen Osei", "2013-01-31", "January 2013"),
        ],
    ),
    "a numbered column an action": (
        "| | Action 1 | Action 2 |\n|--|--|--|\n| What will we do? | List empty shops | Offer cheap leases |\n"
        "| Who will do it? | Town Centre Manager | Estates Surveyor |\n| When? | May 2013 | September 2013 |\n",
        [
            Said("List empty shops", "Town Centre Manager", "2013-05-31", "May 2013"),
            Said("Offer cheap leases", "Estates Surveyor", "2013-09-30", "September 2013"),
        ],
    ),
    "a card an action": (
        "| Action | Set up a credit union |\n|--|--|\n| Lead | Amit Shah |\n| Partners | Housing Association |\n"
        "| By when | March 2011 |\n| Action | Hold six money fairs |\n| Lead | Karen Osei |\n| Partners | Job Centre |\n"
        "| By when | June 2011 |\n",
        [
            Said("Set up a credit union", "Amit Shah", "2011-03-31", "March 2011", "Housing Association"),
            Said("Hold six money fairs", "Karen Osei", "2011-06-30", "June 2011", "Job Centre"),
        ],
    ),
    "a table a card, two labels a row": (
        "<table><tr><th>Action</th><td colspan=3>Renew the sea wall</td></tr><tr><th>Lead</th><td>Harbour Master</td>"
        "<th>Start date</th><td>April 2012</td></tr><tr><th>Cost</th><td>£1.2m</td><th>End date</th><td>March 2014</td>"
        "</tr></table><p>Some words between them.</p><table><tr><th>Action</th><td colspan=3>Dredge the harbour</td></tr>"
        "<tr><th>Lead</th><td>Harbour Master</td><th>Start date</th><td>May 2012</td></tr><tr><th>Cost</th>"
        "<td>£80,000</td><th>End date</th><td>August 2012</td></tr></table>",
        [
            Said("Renew the sea wall", "Harbour Master", ">2012-04-01 2014-03-31", "March 2014"),
            Said("Dredge the harbour", "Harbour Master", ">2012-05-01 2012-08-31", "August 2012"),
        ],
    ),
}
