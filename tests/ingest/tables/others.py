"""Tables that list no actions, invented."""

# ruff: noqa: E501 - a row of a fixture is easier to read on one line

from __future__ import annotations

OTHERS: dict[str, str] = {
    "one red indicator": (
        "Portfolio→PI no→Title→2009/2010 Q3 Target→2009/2010 Q3 Actual→On target\n"
        "Safer places→LPI 7→Repeat calls about noise at night→28% Lower=Better→33.5% (A)→Red\n"
    ),
    "a list of contacts": (
        "Name→Post→Telephone→Email\nKaren Osei→Head of Parks→01234 567890→k.osei@northam.example\n"
        "Amit Shah→Parks Officer→01234 567891→a.shah@northam.example\n"
    ),
    "a staff list": (
        "Name→Role→Team→Location\nKaren Osei→Planning Officer→Strategy→Town Hall\nAmit Shah→Youth Worker→Youth→Depot\n"
    ),
    "a risk register": (
        "Risk→Likelihood→Impact→Score→Mitigating action→Owner→Review date\n"
        "Staff leave and are not replaced→3→4→12→Agree a retention plan with unions→Karen Osei→March 2012\n"
        "Grant is cut in year→2→5→10→Hold a reserve of two months' spend→Amit Shah→June 2012\n"
    ),
    "a budget": (
        "Service→Budget→Actual→Variance→Action\nParks→£400,000→£410,000→£10,000→Reduce overtime\n"
        "Libraries→£900,000→£880,000→-£20,000→None\n"
    ),
    "a list of grants": (
        "Project→Grant→Match funding→Total\nVillage halls→£40,000→£10,000→£50,000\nFootpaths→£20,000→£5,000→£25,000\n"
    ),
    "a table of performance": (
        "Indicator→Target→Actual→Status→Corrective action→Owner\n"
        "Homes let within 28 days→95%→88%→Red→Hire two void inspectors→Housing Manager\n"
        "Calls answered in 20 seconds→90%→91%→Green→None needed→Contact Centre Manager\n"
    ),
    "quarters of an indicator": (
        "KPI→Owner→Target→Q1→Q2\nHomes built→Housing Director→200→40→55\nRent collected→Finance Director→98%→97%→99%\n"
    ),
    "who came to meetings": (
        "Member→Organisation→Attended→Apologies\nKaren Osei→Northam Council→5→1\nAmit Shah→Police→3→3\n"
    ),
    "a list of fields": (
        "Field name→Type→Description→Required\nberth→text→Record the berth→no\nskipper→text→Describe the skipper→no\n"
    ),
    "a list of events": (
        "Date→Title→Summary→Source\n2011-03-02→Law introduced→Introduce the open data law→https://a.example\n"
        "2012-02-29→Law passed→Publish data online act passed→https://b.example\n"
    ),
    "a glossary": ("Term→Meaning\nLSP→Local Strategic Partnership\nLead→The officer who answers for an action\n"),
    "what people said in a consultation": (
        "Comment→Number of responses→Our response\nOpen the pool earlier→45→We will open at 7am from June\n"
        "Plant more trees→30→Agreed and added to the plan\n"
    ),
    "a list of meetings": (
        "Date→Venue→Chair→Topic\n12 May 2011→Town Hall→Karen Osei→Reviewing the plan for parks and open spaces\n"
        "14 July 2011→Library→Amit Shah→Progress on the homes strategy this year\n"
    ),
    "courses": (
        "Course→Date→Trainer→Venue\nManaging stress at work→12 May 2011→Karen Osei→Room 4\n"
        "Handling complaints well→14 May 2011→Amit Shah→Room 2\n"
    ),
    "versions of the document": (
        "Version→Date→Author→Changes made\n1.0→May 2011→Karen Osei→First draft for the board\n"
        "1.1→June 2011→Amit Shah→Added actions from the workshop\n"
    ),
    "an assessment of equality": (
        "Protected characteristic→Impact→Mitigation\nAge→Positive→None needed\nDisability→Negative→Provide large print\n"
    ),
    "votes": "Item→Decision→Proposer→Vote\n4→Approve the minutes→Cllr Bell→Carried\n5→Note the report→Cllr Marsh→Carried\n",
    "a census": "Ward→Population→Households→Under 16\nMill→4,210→1,800→22%\nHigh Park→3,900→1,650→19%\n",
    "members": "Organisation→Representative→Role\nNortham Council→Karen Osei→Chair\nEastvale NHS→Amit Shah→Vice Chair\n",
    "who pays what": "Organisation→Contribution→Purpose\nCouncil→£20,000→Run the youth bus\nPolice→£5,000→Support the youth bus\n",
    "who is told what": (
        "Audience→Message→Channel→Owner→Date\nStaff→Changes to rotas→Email→HR Manager→May 2014\n"
        "Residents→New opening hours→Leaflet→Press Officer→June 2014\n"
    ),
    "policies": (
        "Policy→Owner→Review date\nSafeguarding Policy→Head of Care→May 2015\nComplaints Policy→Customer Manager→June 2015\n"
    ),
    "reports": "Report→Author→Date\nAnnual report of the board→Karen Osei→May 2015\nBudget monitoring→Amit Shah→June 2015\n",
    "building sites": (
        "Project→Location→Completion date→Contractor\nMill Road flats→Northam→March 2012→Bell Builders Ltd\n"
        "Station car park→Eastvale→May 2012→Marsh and Sons\n"
    ),
    "contents": "Section→Page\nForeword→3\nOur priorities→5\nAction plan→12\n",
    "strengths": "Strengths→Weaknesses\nCommitted staff→Old buildings\nGood partnerships→Few volunteers\n",
    "what was asked and done": "You said→We did\nBuses are late→We moved two stops\nParks are dark→We fitted lights\n",
    "values under headers of years": (
        "PI→Title→2010/11 Target→2010/11 Actual→Trend\nNI 65→Children who become the subject of a plan again→11%→13.5%→Down\n"
        "NI 66→Reviews of looked after children held on time→97%→95.2%→Up\n"
    ),
    "a budget by year": (
        "Source→2012/13 £000→2013/14 £000→2014/15 £000\nEarly years block→640→610→590\nReserves→120→0→0\n"
    ),
    "a profile by year": ("Ward→2008→2009→2010\nDene→38.1→37.2→36.0\nUpper Marsh→7.2→7.0→6.8\n"),
}
