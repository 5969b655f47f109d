"""What is talked of on each of the twenty shelves, beyond the lines of business that have a domain of their own.

In:  nothing. Data: a category, and words of its other trades.
Out: `SHELF_WORDS`, which let a text about an unknown trade fall to the nearest one that is known.
"""

SHELF_WORDS = {
    "Water": (
        "ferry crossing sailing passenger island port kayak canoe paddle rower crew oar shell surf wave swell tide "
        "wind jetski captain deck beach cruise"
    ),
    "Animals": (
        "horse pony rider stable groom saddle shelter adoption adopter litter stray sitter aquarium zoo farrier "
        "breeder hay paddock"
    ),
    "Sharing": (
        "neighbour neighbourhood swap share lend borrow second-hand clothes seed packet parking driveway peer "
        "giveaway ladder pram host lender"
    ),
    "Food": (
        "meal recipe kitchen grocery supermarket ingredient pizza takeaway courier household ration dish chef diner "
        "menu catering brewery food"
    ),
    "Stay": (
        "hotel tenant flat house landlord host traveller apartment hostel cottage cabin lodging night rent student "
        "residence booking listing"
    ),
    "Sport": (
        "runner cyclist race marathon triathlon football fixture referee ski boot fitness ride workout activity "
        "challenge leaderboard segment swim athlete stadium"
    ),
    "Health": (
        "doctor nurse hospital donor blood plasma pharmacy pharmacist prescription therapist counselling visit "
        "insurer medicine refill diagnosis specialty clinic exercise recovery"
    ),
    "Learning": (
        "course student pupil teacher lesson classroom assignment grade quiz exam learner lecture essay university "
        "certificate learn reading read book instructor guardian"
    ),
    "Stage": (
        "film movie screening series title music song album artist playlist concert recital instrument ticket seat "
        "audience streaming subscriber creator patron podcast episode stage podcaster musician"
    ),
    "Making": (
        "maker print printer press flyer poster craft handmade jewellery knitwear pattern project backer pledge "
        "code repository developer part metal workshop manufacturer laser lathe machine"
    ),
    "Repair": (
        "repair mechanic technician phone screen battery warranty fault fix guide part appliance boiler helper "
        "handyman ticket agent engineer spare broken device"
    ),
    "Moving": (
        "parcel courier driver route van truck load freight carrier shipper ride rider trip vehicle coach bus "
        "traveller departure delivery stop removal crew volume scooter bike station dock"
    ),
    "Events": (
        "event wedding couple guest party tent venue attendee organiser meetup group host invitee gathering "
        "registration calendar meeting option date fair talk"
    ),
    "Land": (
        "plot garden gardener tree hedge bulb perennial nursery plant trail hiker hike ranger species sighting bird "
        "insect farmer machine baler combine allotment bee hive orchard forest hectare acre"
    ),
    "Home": (
        "household cleaner cleaning key tenant landlord repair heating boiler meter energy electricity tariff alarm "
        "sensor plumber painter property pest rat moth listing estate renovation move"
    ),
    "Public": (
        "city resident citizen town council permit museum curator exhibition object pool swimmer lane lifeguard "
        "petition vote report article editor encyclopedia officer clerk archive public"
    ),
    "Giving": (
        "donor donation charity gift volunteer fund fundraising shelter meal help sponsor grant loan lender "
        "borrower relief pledge beneficiary wish"
    ),
    "Trade": (
        "shop buyer seller auction bid lot wholesale pallet warehouse wine bottle vinyl record collector antique "
        "consignor merchant order product item market price stock"
    ),
    "Office": (
        "desk employee team task board document signature sign contract expense claim approval manager recruiter "
        "candidate interview lawyer client matter laptop ticket message channel workspace coworking"
    ),
    "Science": (
        "research researcher laboratory microscope instrument telescope astronomer observation data dataset "
        "specimen sheet journal manuscript referee review scientist station reading sensor sample"
    ),
}
