"""The variables and things of the fixture that tests speak of."""

from query.form import Things, Var
from tests.query.fixture import gt, thing

ACTION = Var("action", gt("Action"))
OWNER = Var("owner", gt("Owner"))
INDICATOR = Var("indicator", gt("Indicator"))
OUTCOME = Var("outcome", gt("Outcome"))
OBSERVATION = Var("observation", gt("Observation"))
STREAM = Var("stream", gt("FundingStream"))
VALUE = Var("value")
DUE = Var("due_date")

NI_117 = Things((thing("indicator/NI-117"),), "NI 117")
NORTHAM = Things((thing("authority/northam"),), "Northam")
EASTVALE = Things((thing("authority/eastvale"),), "Eastvale")
ABG = Things((thing("stream/area-based-grant"),), "ABG")
ESF = Things((thing("stream/european-social-fund"),), "ESF")
EITHER = Things((thing("authority/northam"), thing("authority/eastvale")), "either council")
