"""Tables in the styles of public bodies of all sorts, invented, and what each of their rows says.

A row is its reference, action, owners, partners, days (a start with ">" before it) and the due date as printed.
"""

# ruff: noqa: E501 - a row of a fixture is easier to read on one line

from __future__ import annotations

from tests.ingest.tables.said import Said

STYLES: dict[str, tuple[str, list[Said]]] = {
    "aims and owners over several rows": (
        "<table><tr><th>Priority</th><th>What will we do?</th><th>Who will lead?</th><th>When will it be done?</th></tr>"
        "<tr><td rowspan=2>Cleaner air</td><td>Plant a hedge</td><td rowspan=3>Environment Manager</td><td>May 2020</td></tr>"
        "<tr><td>Ban idling at school gates</td><td>June 2020</td></tr>"
        "<tr><td>Less waste</td><td>Collect food waste</td><td>July 2020</td></tr></table>",
        [
            Said("Plant a hedge", "Environment Manager", "2020-05-31", "May 2020", aim="Cleaner air"),
            Said("Ban idling at school gates", "Environment Manager", "2020-06-30", "June 2020", aim="Cleaner air"),
            Said("Collect food waste", "Environment Manager", "2020-07-31", "July 2020", aim="Less waste"),
        ],
    ),
    "aims at the middle of their rows": (
        "Objective→Action→Owner→Due\n→Open a night shelter→Karen Osei→May 2011\n"
        "Nobody sleeps rough→Staff the shelter→Amit Shah→June 2011\n→Find move-on flats→Joe Marsh→July 2011\n"
        "→Insulate council homes→Karen Osei→May 2012\nWarm homes→Replace old boilers→Amit Shah→June 2012\n"
        "→Visit those on meters→Joe Marsh→July 2012\n",
        [
            Said("Open a night shelter", "Karen Osei", "2011-05-31", "May 2011", aim="Nobody sleeps rough"),
            Said("Staff the shelter", "Amit Shah", "2011-06-30", "June 2011", aim="Nobody sleeps rough"),
            Said("Find move-on flats", "Joe Marsh", "2011-07-31", "July 2011", aim="Nobody sleeps rough"),
            Said("Insulate council homes", "Karen Osei", "2012-05-31", "May 2012", aim="Warm homes"),
            Said("Replace old boilers", "Amit Shah", "2012-06-30", "June 2012", aim="Warm homes"),
            Said("Visit those on meters", "Joe Marsh", "2012-07-31", "July 2012", aim="Warm homes"),
        ],
    ),
    "headers on two levels, a fire authority": (
        "<table><tr><th rowspan=2>Strategic Aim</th><th rowspan=2>Key tasks</th><th rowspan=2>Accountable officer</th>"
        "<th colspan=2>Timescale</th></tr><tr><th>Start</th><th>End</th></tr><tr><td>A well-run service</td>"
        "<td>Replace the control room</td><td>Deputy Chief Fire Officer</td><td>April 2012</td><td>March 2013</td></tr></table>",
        [
            Said(
                *("Replace the control room", "Deputy Chief Fire Officer", ">2012-04-01 2013-03-31", "March 2013"),
                aim="A well-run service",
            )
        ],
    ),
    "headers on three levels, a hospital": (
        "<table><tr><th rowspan=3>Actions</th><th rowspan=3>Lead</th><th colspan=4>Timescale</th></tr>"
        "<tr><th colspan=2>2015/16</th><th colspan=2>2016/17</th></tr>"
        "<tr><th>Q2</th><th>Q4</th><th>Q2</th><th>Q4</th></tr>"
        "<tr><td>Serve hot meals at night</td><td>Matron</td><td></td><td></td><td></td><td>x</td></tr></table>",
        [Said("Serve hot meals at night", "Matron", "2017-03-31", "Q4 2016/17")],
    ),
    "headers that no wording knows": (
        "Undertaking→Person in charge→Finishing point→Proof it worked→Money needed\n"
        "Repaint the crossings near schools→Highways Manager→31 May 2013→Forty crossings repainted→£20,000\n"
        "Train crossing patrol staff→Karen Osei→30 June 2013→All staff hold the certificate→£4,500\n",
        [
            Said("Repaint the crossings near schools", "Highways Manager", "2013-05-31", "31 May 2013"),
            Said("Train crossing patrol staff", "Karen Osei", "2013-06-30", "30 June 2013"),
        ],
    ),
    "headers in another tongue": (
        "Massnahme→Zustaendig→Termin\nOpen a help desk in the station→Karen Osei→May 2014\n"
        "Print a map of the old town→Amit Shah→June 2014\n",
        [
            Said("Open a help desk in the station", "Karen Osei", "2014-05-31", "May 2014"),
            Said("Print a map of the old town", "Amit Shah", "2014-06-30", "June 2014"),
        ],
    ),
    "a target that is a date": (
        "Action→Lead→Target\nReview the waiting list→Amit Shah→March 2012\nLay out new plots→Karen Osei→October 2012\n",
        [
            Said("Review the waiting list", "Amit Shah", "2012-03-31", "March 2012"),
            Said("Lay out new plots", "Karen Osei", "2012-10-31", "October 2012"),
        ],
    ),
    "objectives that are the actions, a New Zealand council": (
        "Objective→Lead→Completion\nReduce paper use across council offices→Property Manager→June 2015\n"
        "Replace ten pool cars with electric ones→Fleet Manager→December 2015\n",
        [
            Said("Reduce paper use across council offices", "Property Manager", "2015-06-30", "June 2015"),
            Said("Replace ten pool cars with electric ones", "Fleet Manager", "2015-12-31", "December 2015"),
        ],
    ),
    "a priority that ranks": (
        "Priority→Action→Success→Who→Resources→When\nHigh→Clear the beck→No flooding→Drainage Engineer→£5,000→Oct 2012\n"
        "Medium→Fit flood gates→Twenty gates fitted→Karen Osei→Officer time→Dec 2012\n",
        [
            Said("Clear the beck", "Drainage Engineer", "2012-10-31", "Oct 2012"),
            Said("Fit flood gates", "Karen Osei", "2012-12-31", "Dec 2012"),
        ],
    ),
    "answers to an auditor's recommendations": (
        "No.→Recommendation→Management response→Responsible officer→Agreed date\n"
        "1→The trust should check its stock→Count the stores each month→Stores Manager→1 April 2012\n"
        "2→Two people should sign each order→Change the form to ask for two names→Head of Procurement→1 May 2012\n",
        [
            Said(
                *("Count the stores each month", "Stores Manager", "2012-04-01", "1 April 2012", "", "1"),
                aim="The trust should check its stock",
            ),
            Said(
                *("Change the form to ask for two names", "Head of Procurement", "2012-05-01", "1 May 2012", "", "2"),
                aim="Two people should sign each order",
            ),
        ],
    ),
    "steps of a county health department": (
        "| Strategy | Action Step | Responsible Party | Target Date | Evaluation Measure |\n|--|--|--|--|--|\n"
        "| 1.1 Healthy food | Recruit three farmers markets | County Health Department | December 2014 | Markets |\n"
        "| | Accept food stamps at all markets | Food Policy Council | June 2015 | Share of markets |\n",
        [
            Said("Recruit three farmers markets", "County Health Department", "2014-12-31", "December 2014"),
            Said("Accept food stamps at all markets", "Food Policy Council", "2015-06-30", "June 2015"),
        ],
    ),
    "an Irish county's plan": (
        "Action No.→Action→Lead Agency→Supporting Agencies→Timeline→Key Performance Indicator\n"
        "4.1→Develop a greenway→County Council→Waterways Body, Tourism Board→June 2019→Km of greenway opened\n",
        [
            Said(
                *("Develop a greenway", "County Council", "2019-06-30", "June 2019"),
                *("Waterways Body|Tourism Board", "4.1"),
            )
        ],
    ),
    "timescales by letters that the header explains": (
        "Action→Lead→Timescale (S/M/L)→Priority (H/M/L)\nResurface the towpath→Canal Officer→S→H\n"
        "Put up signs in two languages→Karen Osei→M→L\n",
        [
            Said("Resurface the towpath", "Canal Officer", "", "S"),
            Said("Put up signs in two languages", "Karen Osei", "", "M"),
        ],
    ),
    "a Welsh well-being objective": (
        "Well-being Objective→Step→Lead→By when→How will we know?\n"
        "People can stay at home→Open a step-down unit→Head of Adult Care→March 2019→Fewer wait in hospital\n"
        "→Train carers to lift safely→Workforce Manager→June 2019→All carers trained\n",
        [
            Said(
                "Open a step-down unit", "Head of Adult Care", "2019-03-31", "March 2019", aim="People can stay at home"
            ),
            Said(
                *("Train carers to lift safely", "Workforce Manager", "2019-06-30", "June 2019"),
                aim="People can stay at home",
            ),
        ],
    ),
    "milestones of a project": (
        "Milestone→Owner→Date→Status\nSign the contract for the hall→Project Manager→12 March 2013→Complete\n"
        "Open the hall to the public→Project Manager→1 May 2013→On track\n",
        [
            Said("Sign the contract for the hall", "Project Manager", "2013-03-12", "12 March 2013"),
            Said("Open the hall to the public", "Project Manager", "2013-05-01", "1 May 2013"),
        ],
    ),
    "commitments of a department": (
        "| Commitment | Department | Timing | Status |\n|---|---|---|---|\n"
        "| Publish the national standard | Department for Transport | May 2020 | Complete |\n"
        "| Fund 300 miles of new lanes | Department for Transport | By 2025 | On track |\n",
        [
            Said("Publish the national standard", "Department for Transport", "2020-05-31", "May 2020"),
            Said("Fund 300 miles of new lanes", "Department for Transport", "2025-12-31", "By 2025"),
        ],
    ),
    "a city's plan for the climate": (
        "| ID | Action | Lead Agency | Supporting Agencies | Timeline | Relative Cost | GHG Impact |\n"
        "|--|--|--|--|--|--|--|\n"
        "| T-1 | Electrify half of the bus fleet | Transit Authority | Energy Office; Utility | Near-term (1–3 years) | $$$ | High |\n"
        "| T-2 | Add bike lanes downtown | Public Works | Planning | Mid-term (4–7 years) | $$ | Medium |\n",
        [
            Said(
                "Electrify half of the bus fleet",
                "Transit Authority",
                "",
                "Near-term (1–3 years)",
                "Energy Office|Utility",
                "T-1",
            ),
            Said("Add bike lanes downtown", "Public Works", "", "Mid-term (4–7 years)", "Planning", "T-2"),
        ],
    ),
    "a police force": (
        "Strategic Priority→What we will do→Measures→SRO→Delivery date\n"
        "Protecting the vulnerable→Train all response officers→90% of officers trained→ACC Local Policing→Q3 2018/19\n"
        "→Put a nurse in the control room→Fewer detentions→Ch Supt Bell→Q1 2019/20\n",
        [
            Said(
                "Train all response officers",
                "ACC Local Policing",
                "2018-12-31",
                "Q3 2018/19",
                aim="Protecting the vulnerable",
            ),
            Said(
                "Put a nurse in the control room",
                "Ch Supt Bell",
                "2019-06-30",
                "Q1 2019/20",
                aim="Protecting the vulnerable",
            ),
        ],
    ),
    "an Australian school": (
        "| Key improvement strategies | Actions | Who | When | Success indicators |\n|--|--|--|--|--|\n"
        "| Build the reading skill of all pupils | Coach teachers in pairs | Literacy leader | Term 1 | Pupils gain a year |\n"
        "| | Buy new readers | Assistant principal | Term 2 | Readers on shelves |\n",
        [
            Said(
                "Coach teachers in pairs", "Literacy leader", "", "Term 1", aim="Build the reading skill of all pupils"
            ),
            Said("Buy new readers", "Assistant principal", "", "Term 2", aim="Build the reading skill of all pupils"),
        ],
    ),
    "outcomes before the actions": (
        "| Outcome | Actions to achieve outcome | Lead officer | Timescale |\n|--|--|--|--|\n"
        "| Fewer people smoke | Train barbers to give advice | Tobacco Lead | Dec 2013 |\n"
        "| | Stop smoking at bus stops | Public Protection Manager | Jan 2014 |\n",
        [
            Said("Train barbers to give advice", "Tobacco Lead", "2013-12-31", "Dec 2013", aim="Fewer people smoke"),
            Said(
                "Stop smoking at bus stops",
                "Public Protection Manager",
                "2014-01-31",
                "Jan 2014",
                aim="Fewer people smoke",
            ),
        ],
    ),
    "headings printed as rows": (
        "| Ref | Action | Owner | Deadline |\n|--|--|--|--|\n| **A. Governance** | | | |\n"
        "| A1 | Set up a programme board | Chief Executive | May 2015 |\n| **B. People** | | | |\n"
        "| B1 | Train all line managers | Head of HR | July 2015 |\n",
        [
            Said(
                "Set up a programme board",
                "Chief Executive",
                "2015-05-31",
                "May 2015",
                reference="A1",
                aim="A. Governance",
            ),
            Said("Train all line managers", "Head of HR", "2015-07-31", "July 2015", reference="B1", aim="B. People"),
        ],
    ),
    "owners as the heads of groups": (
        "| Lead | Actions | Date |\n|--|--|--|\n| Karen Osei | Mend the weir | May 2010 |\n| | Paint the lock | June 2010 |\n"
        "| Amit Shah | Dredge the basin | July 2010 |\n",
        [
            Said("Mend the weir", "Karen Osei", "2010-05-31", "May 2010"),
            Said("Paint the lock", "Karen Osei", "2010-06-30", "June 2010"),
            Said("Dredge the basin", "Amit Shah", "2010-07-31", "July 2010"),
        ],
    ),
    "headers that are whole sentences": (
        "What we are going to do to improve things for carers→Who is going to make sure that it happens→"
        "When it will be done by→How we will know that it has made a difference to carers\n"
        "Give each carer a card→Carers Lead Officer→May 2012→Cards in use\n"
        "Open a line at weekends→Helpline Manager→June 2012→Calls answered\n",
        [
            Said("Give each carer a card", "Carers Lead Officer", "2012-05-31", "May 2012"),
            Said("Open a line at weekends", "Helpline Manager", "2012-06-30", "June 2012"),
        ],
    ),
    "ticks that go on over a page": (
        "Action→Lead→Short→Medium→Long→Cost\nMend the weir→Karen Osei→X→→→£2,000\n\nPage 2\n\n"
        "Dredge the basin→Joe Marsh→→→X→£9,000\n",
        [Said("Mend the weir", "Karen Osei", "", "Short"), Said("Dredge the basin", "Joe Marsh", "", "Long")],
    ),
    "bands of time": (
        "| Action | Lead |\n|--|--|\n| Short term | |\n| Mend the roof | Karen Osei |\n| **By March 2012** | |\n"
        "| Build a new hall | Amit Shah |\n",
        [
            Said("Mend the roof", "Karen Osei", "", "Short term"),
            Said("Build a new hall", "Amit Shah", "2012-03-31", "By March 2012"),
        ],
    ),
    "services ticked with yes and no": (
        "| Action | Health | Social Care | Housing | By when |\n|--|--|--|--|--|\n"
        "| Agree one form | Yes | Yes | No | June 2014 |\n| Train staff in it | Yes | Yes | Yes | Sept 2014 |\n",
        [
            Said("Agree one form", "", "2014-06-30", "June 2014", "Health|Social Care"),
            Said("Train staff in it", "", "2014-09-30", "Sept 2014", "Health|Social Care|Housing"),
        ],
    ),
    "what a plan builds, by its lead and year": (
        "Scheme→Delivery lead→Delivery year\n"
        "Bridge over the Wend→Head of Roads→2031\n"
        "Lit footpath along the quay→Karen Osei→2032\n",
        [
            Said("Bridge over the Wend", "Head of Roads", "2031-12-31", "2031"),
            Said("Lit footpath along the quay", "Karen Osei", "2032-12-31", "2032"),
        ],
    ),
    "milestones that are the actions": (
        "Milestone→Measurement→Target date→Required or encouraged\n"
        "1.1 Publish the ledger of grants→Completion→June 30, 2031→Required for all offices\n"
        "1.2 Train forty clerks→Progress→May 2031→Required for large offices, encouraged for small offices\n"
        "1.3 Bind the old minutes→Progress→Each year→Required for all offices\n",
        [
            Said("Publish the ledger of grants", "", "2031-06-30", "June 30, 2031", reference="1.1"),
            Said("Train forty clerks", "", "2031-05-31", "May 2031", reference="1.2"),
            Said("Bind the old minutes", due="Each year", reference="1.3"),
        ],
    ),
    "a caption above the headers, and two columns of numbers": (
        "<table><tr><td>2.0 Quiet streets</td><td></td><td></td><td></td><td></td></tr>"
        "<tr><td></td><td></td><td>Action measure</td><td>Timeframe</td><td>Responsibility</td></tr>"
        "<tr><td>2.1</td><td>2.1.1</td><td>Lower the kerbs on Mill Lane</td><td>2031</td><td>Highways Manager</td></tr>"
        "<tr><td></td><td>2.1.2</td><td>Plant limes along the High Street</td><td>2032</td><td>Highways Manager</td></tr></table>",
        [
            Said(
                "Lower the kerbs on Mill Lane",
                "Highways Manager",
                "2031-12-31",
                "2031",
                reference="2.1.1",
                aim="2.0 Quiet streets",
            ),
            Said(
                "Plant limes along the High Street",
                "Highways Manager",
                "2032-12-31",
                "2032",
                reference="2.1.2",
                aim="2.0 Quiet streets",
            ),
        ],
    ),
    "two names in a cell, one under the other": (
        "<table><tr><th>Action</th><th>Lead</th><th>By when</th></tr>"
        "<tr><td>Visit each absent pupil's home</td><td>Headteacher and EWO</td><td>June 2031</td></tr>"
        "<tr><td>Mend the hall roof</td><td>Estates<br>Finance</td><td>July 2031</td></tr>"
        "<tr><td>Plan school meals</td><td>Catering and Facilities Manager</td><td>May 2031</td></tr></table>",
        [
            Said("Visit each absent pupil's home", "Headteacher|EWO", "2031-06-30", "June 2031"),
            Said("Mend the hall roof", "Estates|Finance", "2031-07-31", "July 2031"),
            Said("Plan school meals", "Catering and Facilities Manager", "2031-05-31", "May 2031"),
        ],
    ),
    "improvements over several rows with milestones of their own": (
        "<table><tr><th>Ref No.</th><th>Improvement</th><th>Key milestones</th><th>Target dates</th><th>Responsible person</th></tr>"
        "<tr><td>HS1</td><td>Tenants are heard</td><td>Hold a tenants' day</td><td>June 2031</td><td>Karen Osei</td></tr>"
        "<tr><td></td><td></td><td>Satisfaction cards in all halls</td><td>July 2031</td><td>Amit Shah</td></tr>"
        "<tr><td></td><td></td><td>Print a yearbook</td><td>August 2031</td><td>Amit Shah</td></tr>"
        "<tr><td>HS2</td><td>Staff are heard</td><td>Staff day</td><td>May 2031</td><td>Karen Osei</td></tr></table>",
        [
            Said(
                "Hold a tenants' day", "Karen Osei", "2031-06-30", "June 2031", reference="HS1", aim="Tenants are heard"
            ),
            Said("Satisfaction cards in all halls", "Amit Shah", "2031-07-31", "July 2031", aim="Tenants are heard"),
            Said("Print a yearbook", "Amit Shah", "2031-08-31", "August 2031", aim="Tenants are heard"),
            Said("Staff day", "Karen Osei", "2031-05-31", "May 2031", reference="HS2", aim="Staff are heard"),
        ],
    ),
    "milestones with dates of a phase": (
        "<table><tr><th>Action</th><th>Milestones with dates Phase 1: 2031-2033</th><th>Lead Service Area; Lead Officer</th></tr>"
        "<tr><td>Offer signing in pools</td><td>By March 2032</td><td>Pool Manager; Children, Sport and Leisure Services</td></tr>"
        "<tr><td>Publish a signed guide</td><td>A guide that all can use.<br>To committee: Autumn 2031</td><td>Press Officer</td></tr></table>",
        [
            Said(
                "Offer signing in pools",
                "Pool Manager|Children, Sport and Leisure Services",
                "2032-03-31",
                "By March 2032",
            ),
            Said(
                "Publish a signed guide",
                "Press Officer",
                "2031-11-30",
                "A guide that all can use. To committee: Autumn 2031",
            ),
        ],
    ),
}
