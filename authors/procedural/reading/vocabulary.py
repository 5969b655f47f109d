"""The lists of words by which texts are read: words that say nothing, people, places, getting in.

In:  nothing. Data.
Out: sets of words in lower case.
"""


def words(text: str) -> frozenset[str]:
    """A set of words from a text of them."""
    return frozenset(text.split())


FUNCTION_WORDS = words(
    "a about above after again against all also an and any are around as at back be because been before being "
    "below beside between both but by can cannot could did do does done down during each either else every few "
    "first for free from gets give gives had has have having he her here hers him his how i if in into is it its "
    "itself just last less let lets like ll made make makes many may me might mine more most must my near never "
    "no nobody none nor not nothing of off on once one only or other others our out over own per put puts re run "
    "running runs s same set she should so some someone soon still such t take takes than that the their theirs "
    "them themselves then there these they this those three through to too two under until up upon us use used "
    "uses using ve very via was we were what when where whether which while who whole whom whose why will with "
    "within without would yet you your yours"
)
"""Words that say nothing about what a place does."""

SHOP_TALK = words(
    "app business company customer customers firm office online organisation organization people person place "
    "platform service services site small local staff system team time day week month year"
)
"""Words that every business uses."""

KINDS_OF_PLACE = words(
    "agency box centre center club course house library practice public school share sharing shop store studio "
    "town week workshop"
)
"""Words that many names end in: no sign of any one line of business."""

LOG_IN_TALK = words(
    "account accounts address auth authenticate authentication authorisation authorization box button code create "
    "credentials email enter field form forgot forgotten in login log logged logging logs mail new number oauth "
    "password passwords page phone pin register registers registering registration remember reset screen security "
    "session sign signed signing signs signup site sso token up user username usernames users verification verify "
    "website"
)
"""Texts that say nothing beyond these are about getting in, which every environment leaves out."""

PEOPLE = words(
    "adopter applicant astronomer athlete author backer beginner boater borrower buyer camper citizen client "
    "climber collector commuter couple customer cyclist diner diver donor driver employee family farmer fan firm "
    "fisher freelancer gardener graduate grower guest hiker holder holidaymaker homeowner host household learner "
    "lender maker member merchant musician neighbor neighbour owner painter parent passenger patient patron "
    "person pilgrim player potter pupil rambler reader renter researcher resident rider rower runner sailor "
    "scientist seller senior shopper shopkeeper singer skier student subscriber surfer swimmer teacher teenager "
    "tenant tourist trader traveler traveller user villager visitor volunteer walker worker writer"
)
"""Nouns that may be the other party."""

TOO_GENERAL = words(
    "addition anything bit case date day detail everything extra good half hour item kind list lot marketplace "
    "money month name night number one option part people piece page place plan platform price product service "
    "set site something sort style stuff supply system thing time way week weekend year"
)
"""Nouns that name nothing one could have rows of."""

SKIPPED = words(
    "a an the its his her their our my your some any all more most many several few new used old own local busy "
    "keen young small large big short long single guided second-hand secondhand weekly daily monthly different "
    "various fresh"
)
"""Words before a noun that do not belong to its name."""

PARTICLES = words("in for out up")
"""Particles before an object: "enrol in courses", "rent out rooms"."""

ALSO_NOUNS = words(
    "order book review board supply ship stock rate loan message report sponsor service score grade sign coach "
    "rent hire charter lease kennel stable groom massage treat"
)
"""Verbs whose forms are nouns as well."""

BEFORE_VERBS = words("that which who and or to can may also then either must could will people they we i you")
"""Words after which a form that could be a noun is a verb."""

BY_NIGHT = words("apartment bed cabin camper campervan caravan cottage flat house lodge pitch room suite tent yurt")
