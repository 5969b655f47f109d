"""Things that a sentence may name and no domain has: joint rows for a noun, to hire out, to sell, to lend or to teach.

In:  a noun and what is done with it.
Out: `Things` whose rows belong to that noun; for a noun that nothing is known of, plain rows that cannot be absurd.
Never here: which module they go to.
"""

from collections.abc import Mapping

from authors.procedural.language import Noun, capitalised, noun, singularise
from authors.procedural.model import Things, category, price, quantity

Row = tuple[str, str, int]
"""Name, category, price in cents."""


def hired_things(what: Noun, unit: str) -> Things:
    """Things with a price a day or night."""
    label = {"night": "nightly rate"}.get(unit, "daily rate")
    for words, shelf, rows in HIRED:
        if head_of(what) in words.split():
            return _priced(what, shelf, rows, f"{unit}_rate_cents", label)
    rows = tuple(
        (f"{capitalised(what.singular)} {number}", size, cents)
        for number, (size, cents) in enumerate(PLAIN_SIZES, start=1)
    )
    return _priced(what, "size", rows, f"{unit}_rate_cents", label)


def boarding_places(cared_for: Noun) -> Things:
    """Where an animal stays by the night: a cat suite, a stall."""
    place = noun(BOARDED.get(head_of(cared_for), f"{cared_for.singular} place"))
    rows = tuple(
        (f"{capitalised(place.singular)} {number}", side, area, cents)
        for number, (side, area, cents) in enumerate(BOARDING_ROWS, start=1)
    )
    fields = (
        category("side"),
        quantity("area_m2", 1, 40, "floor area", "square metres", most="largest", least="smallest"),
        price("night_rate_cents", label="nightly rate"),
    )
    larger = LARGE_ANIMALS.get(head_of(cared_for), 1)
    return Things(place, fields, tuple((name, side, area * larger, cents * larger) for name, side, area, cents in rows))


def sold_things(what: Noun) -> Things:
    """Items with a price."""
    for words, shelf, rows in SOLD:
        if head_of(what) in words.split():
            return _priced(what, shelf, rows, "price_cents", "")
    name = capitalised(what.singular)
    rows = tuple((form.format(name=name, plural=what.plural), group, cents) for form, group, cents in PLAIN_ITEMS)
    return _priced(what, "range", rows, "price_cents", "")


def lent_things(what: Noun) -> Things:
    """Titles without a price: what is hired out elsewhere, or plain rows."""
    things = hired_things(what, "day")
    return Things(things.noun, things.fields[:-1], tuple(row[:-1] for row in things.rows))


def taught_things(what: Noun) -> Things:
    """Courses about something: "Evening Yoga", "Yoga for Beginners"."""
    subject = " ".join(capitalised(word) for word in what.plural.split())
    rows = tuple((form.format(subject=subject), level, cents) for form, level, cents in COURSES)
    return Things(noun("course"), (category("level"), price("price_cents")), rows)


def head_of(what: Noun) -> str:
    """The word that says what kind of thing it is: "boat" of "motor boats"."""
    return singularise(what.singular.split()[-1].lower())


def countable(what: Noun) -> Noun:
    """A noun with a plural of its own: "fuels" of "fuel"."""
    return noun(what.singular) if what.plural == what.singular else what


def _priced(what: Noun, shelf: str, rows: tuple[Row, ...], column: str, label: str) -> Things:
    return Things(countable(what), (category(shelf), price(column, label=label)), rows)


PLAIN_SIZES = (
    ("small", 2000), ("small", 2200), ("small", 2500), ("medium", 3000), ("medium", 3200), ("medium", 3500),
    ("medium", 3800), ("large", 4500), ("large", 4800), ("large", 5200), ("extra large", 6500), ("extra large", 7000),
)  # fmt: skip

PLAIN_ITEMS = (
    ("{name} (small)", "standard", 900), ("{name} (medium)", "standard", 1400), ("{name} (large)", "standard", 2100),
    ("{name} (extra large)", "standard", 2900), ("{name} (choice)", "choice", 1800),
    ("{name} (hand-picked)", "choice", 2700), ("{name} (finest)", "choice", 3600),
    ("Trial pack of {plural}", "packs", 700), ("Family pack of {plural}", "packs", 3200),
    ("Bulk pack of {plural}", "packs", 5800), ("Gift box of {plural}", "gifts", 3400),
    ("Gift card for {plural}", "gifts", 2500),
)  # fmt: skip

COURSES = (
    ("{subject} for Beginners", "beginner", 5900), ("First Steps in {subject}", "beginner", 4500),
    ("{subject} for Children", "beginner", 3900), ("{subject} at the Weekend", "beginner", 6400),
    ("Evening {subject}", "intermediate", 7200), ("{subject} Refresher", "intermediate", 4800),
    ("{subject} in Small Groups", "intermediate", 8400), ("Practical {subject}", "intermediate", 6900),
    ("Intensive {subject}", "advanced", 11900), ("Advanced {subject}", "advanced", 9800),
    ("{subject} Masterclass", "advanced", 14500), ("{subject} for Teachers", "advanced", 12500),
)  # fmt: skip

BOARDED: Mapping[str, str] = {
    "cat": "cat suite", "kitten": "cat suite", "dog": "kennel run", "puppy": "kennel run", "pet": "pet suite",
    "animal": "pen", "horse": "stall", "pony": "stall", "rabbit": "hutch", "bird": "aviary", "parrot": "aviary",
    "fish": "tank", "hamster": "cage", "reptile": "terrarium", "snake": "terrarium", "tortoise": "terrarium",
}  # fmt: skip

LARGE_ANIMALS: Mapping[str, int] = {"horse": 4, "pony": 3, "dog": 2}
"""How many times the floor and the price of a cat each needs."""

BOARDING_ROWS = (
    ("garden side", 2, 1800), ("garden side", 2, 1900), ("garden side", 3, 2200), ("garden side", 3, 2300),
    ("garden side", 4, 2700), ("courtyard side", 2, 1700), ("courtyard side", 2, 1700), ("courtyard side", 3, 2000),
    ("courtyard side", 4, 2500), ("quiet side", 2, 2100), ("quiet side", 3, 2400), ("quiet side", 5, 3200),
)  # fmt: skip

HIRED: tuple[tuple[str, str, tuple[Row, ...]], ...] = (
    ("kayak canoe paddleboard board raft", "kind", (
        ("Mallard", "single", 2800), ("Moorhen", "single", 2800), ("Teal", "single", 3000),
        ("Wigeon", "single", 3000), ("Coot", "double", 4200), ("Grebe", "double", 4200), ("Heron", "double", 4600),
        ("Bittern", "double", 4600), ("Dipper", "touring", 5200), ("Sandpiper", "touring", 5200),
        ("Duckling", "children's", 1800), ("Cygnet", "children's", 1800)
    )),
    ("boat yacht dinghy sailboat motorboat vessel", "kind", (
        ("Blue Finch", "sloop", 18500), ("Grey Gull", "sloop", 21000), ("Evening Star", "ketch", 33000),
        ("Saint Brendan", "ketch", 36000), ("Pepper", "dinghy", 6500), ("Mint", "dinghy", 6500),
        ("Thistle", "motorboat", 14500), ("Swift", "motorboat", 16000), ("Cormorant", "motorboat", 19500),
        ("Two Hulls", "catamaran", 44000), ("Lazy Sunday", "pontoon boat", 13000), ("Amity", "pontoon boat", 12500)
    )),
    ("bike bicycle cycle ebike", "kind", (
        ("Bluebell", "town bike", 1400), ("Primrose", "town bike", 1400), ("Postman", "town bike", 1200),
        ("Kite", "touring bike", 2200), ("Merlin", "touring bike", 2200), ("Falcon", "touring bike", 2400),
        ("Badger", "mountain bike", 2600), ("Otter", "mountain bike", 2600), ("Sparrow", "child's bike", 900),
        ("Wren", "child's bike", 900), ("Tailwind", "electric bike", 3900), ("Storm", "electric bike", 3900)
    )),
    ("car vehicle van camper campervan truck", "kind", (
        ("Poppy", "compact", 4200), ("Clover", "compact", 4200), ("Daisy", "compact", 4500),
        ("Aster", "estate", 5800), ("Fern", "estate", 5800), ("Cedar", "estate", 6200), ("Juniper", "electric", 5400),
        ("Comet", "electric", 5900), ("Mule", "van", 7200), ("Ox", "van", 7800), ("Whale", "minibus", 9500),
        ("Walrus", "minibus", 9900)
    )),
    ("room hall desk office studio venue workspace", "floor", (
        ("Ash", "ground floor", 6000), ("Birch", "ground floor", 6500), ("Cedar", "ground floor", 8000),
        ("Elm", "first floor", 5500), ("Hazel", "first floor", 5500), ("Holly", "first floor", 7200),
        ("Maple", "first floor", 9000), ("Oak", "second floor", 12000), ("Pine", "second floor", 6800),
        ("Rowan", "second floor", 7400), ("Willow", "top floor", 8800), ("Yew", "top floor", 10500)
    )),
    ("tool drill ladder saw equipment", "kind", (
        ("Hammer drill", "drilling", 900), ("Core drill", "drilling", 2600), ("Orbital sander", "sanding", 800),
        ("Floor sander", "sanding", 3200), ("Extension ladder", "climbing", 1200),
        ("Scaffold tower", "climbing", 3600), ("Mitre saw", "sawing", 1900), ("Tile cutter", "sawing", 1500),
        ("Pressure washer", "cleaning", 1700), ("Carpet cleaner", "cleaning", 1600),
        ("Hedge trimmer", "garden", 1100), ("Rotavator", "garden", 2900)
    )),
    ("machine digger tractor excavator harvester", "kind", (
        ("Mini digger", "digging", 14500), ("Trenching machine", "digging", 12000),
        ("Plate compactor", "groundwork", 4200), ("Road roller", "groundwork", 16500),
        ("Wood chipper", "garden", 9800), ("Stump grinder", "garden", 11000), ("Log splitter", "garden", 7400),
        ("Seed drill", "field", 18000), ("Hay baler", "field", 24000), ("Small tractor", "field", 21000),
        ("Scissor lift", "lifting", 13500), ("Telehandler", "lifting", 26000)
    )),
    ("instrument violin cello guitar piano trumpet clarinet", "kind", (
        ("Violin (full size)", "string", 900), ("Violin (three-quarter)", "string", 800),
        ("Viola", "string", 1000), ("Cello", "string", 1600), ("Double bass", "string", 2400),
        ("Classical guitar", "string", 700), ("Clarinet", "woodwind", 900), ("Flute", "woodwind", 900),
        ("Alto saxophone", "woodwind", 1500), ("Trumpet", "brass", 1000), ("Trombone", "brass", 1200),
        ("Digital piano", "keyboard", 2200)
    )),
    ("costume dress suit garment gown outfit clothing", "kind", (
        ("Pirate captain", "fancy dress", 2400), ("Astronaut", "fancy dress", 2800),
        ("Victorian governess", "fancy dress", 3200), ("Jester", "fancy dress", 2200),
        ("Emerald evening gown", "evening", 6500), ("Midnight blue gown", "evening", 6900),
        ("Velvet dinner jacket", "evening", 4800), ("Tailcoat", "evening", 5600), ("Morning suit", "wedding", 5900),
        ("Linen wedding suit", "wedding", 5400), ("Bridesmaid's dress (sage)", "wedding", 4500),
        ("Page boy's outfit", "wedding", 2600)
    )),
    ("ski snowboard sledge skate", "kind", (
        ("Aspen", "piste", 3200), ("Corvatsch", "piste", 3400), ("Tarn", "piste", 3000), ("Glacier", "touring", 4200),
        ("Col", "touring", 4400), ("Larch", "cross-country", 2200), ("Spruce", "cross-country", 2200),
        ("Marmot", "children's", 1600), ("Ermine", "children's", 1600), ("Couloir", "freeride", 4800),
        ("Avalanche Lily", "freeride", 4800), ("Firn", "racing", 5200)
    )),
    ("horse pony donkey", "level", (
        ("Bramble", "beginner", 4500), ("Clover", "beginner", 4500), ("Hazelnut", "beginner", 4200),
        ("Duchess", "beginner", 4800), ("Juno", "some experience", 5500), ("Merlin", "some experience", 5500),
        ("Otto", "some experience", 5200), ("Saffron", "some experience", 5800), ("Comet", "experienced", 6800),
        ("Tempest", "experienced", 7200), ("Valkyrie", "experienced", 7000), ("Biscuit", "children", 3800)
    )),
    ("camera telescope projector lens microphone", "kind", (
        ("Set Altair", "beginner", 2400), ("Set Bellatrix", "beginner", 2400), ("Set Capella", "beginner", 2600),
        ("Set Deneb", "travel", 3200), ("Set Electra", "travel", 3200), ("Set Fomalhaut", "travel", 3600),
        ("Set Gemma", "studio", 4800), ("Set Hadar", "studio", 4800), ("Set Izar", "studio", 5400),
        ("Set Kochab", "professional", 7200), ("Set Lesath", "professional", 7800),
        ("Set Mira", "professional", 8400)
    )),
    ("tent marquee gazebo caravan", "size", (
        ("Finch", "for two", 1800), ("Wren", "for two", 1900), ("Robin", "for two", 2100),
        ("Thrush", "for four", 3200), ("Plover", "for four", 3400), ("Lapwing", "for four", 3600),
        ("Magpie", "for six", 4600), ("Jay", "for six", 4800), ("Kestrel", "for six", 5200),
        ("Raven", "for eight", 6400), ("Buzzard", "for eight", 6800), ("Osprey", "for eight", 7200)
    )),
)  # fmt: skip
"""Words for the kind of thing, what its category is called, rows with a price a day."""

SOLD: tuple[tuple[str, str, tuple[Row, ...]], ...] = (
    ("fuel diesel petrol gas gasoline oil", "kind", (
        ("Diesel (10 litres)", "diesel", 1790), ("Diesel (20 litres)", "diesel", 3520),
        ("Diesel (50 litres)", "diesel", 8650), ("Winter diesel (20 litres)", "diesel", 3690),
        ("Petrol (10 litres)", "petrol", 1950), ("Petrol (20 litres)", "petrol", 3840),
        ("Ethanol-free petrol (10 litres)", "petrol", 2350), ("Two-stroke mix (5 litres)", "two-stroke", 1340),
        ("Two-stroke mix (10 litres)", "two-stroke", 2590), ("Camping gas (2.8 kg)", "gas", 2850),
        ("Propane (5 kg)", "gas", 3400), ("Paraffin (5 litres)", "paraffin", 1280)
    )),
    ("bread loaf cake pastry bun roll bagel croissant", "kind", (
        ("Country sourdough", "bread", 680), ("Seeded rye", "bread", 720), ("Wholemeal tin loaf", "bread", 490),
        ("Baguette", "bread", 290), ("Poppy seed roll", "roll", 95), ("Pretzel roll", "roll", 140),
        ("Butter croissant", "pastry", 260), ("Cinnamon bun", "pastry", 340), ("Apple turnover", "pastry", 330),
        ("Carrot cake", "cake", 3200), ("Plum tart", "cake", 2600), ("Lemon drizzle loaf", "cake", 1450)
    )),
    ("food grocery snack cheese vegetable fruit meat fish egg", "section", (
        ("Cheddar (250 g)", "dairy", 590), ("Goat's cheese", "dairy", 640), ("Butter (250 g)", "dairy", 320),
        ("Eggs (6)", "dairy", 290), ("Potatoes (2 kg)", "vegetables", 380), ("Carrots (1 kg)", "vegetables", 190),
        ("Bag of apples", "fruit", 310), ("Punnet of strawberries", "fruit", 450), ("Smoked trout", "fish", 890),
        ("Cooked ham (200 g)", "meat", 480), ("Lentils (500 g)", "dry goods", 260),
        ("Spaghetti (500 g)", "dry goods", 190)
    )),
    ("drink wine beer coffee tea juice cider", "kind", (
        ("House red", "wine", 1250), ("House white", "wine", 1190), ("Sparkling rosé", "wine", 1890),
        ("Pale ale (4 bottles)", "beer", 1120), ("Stout (4 bottles)", "beer", 1240), ("Dry cider", "cider", 690),
        ("Espresso beans (250 g)", "coffee", 990), ("Filter coffee (250 g)", "coffee", 890),
        ("Assam tea (100 g)", "tea", 650), ("Peppermint tea", "tea", 420), ("Apple juice (1 litre)", "juice", 340),
        ("Elderflower cordial", "juice", 560)
    )),
    ("honey wax mead", "kind", (
        ("Spring blossom honey (250 g)", "honey", 690), ("Spring blossom honey (500 g)", "honey", 1190),
        ("Lime tree honey (250 g)", "honey", 740), ("Lime tree honey (500 g)", "honey", 1290),
        ("Heather honey (250 g)", "honey", 980), ("Forest honey (500 g)", "honey", 1390),
        ("Creamed honey (250 g)", "honey", 720), ("Comb honey", "honey", 1450), ("Beeswax candle", "wax", 890),
        ("Pair of dinner candles", "wax", 1290), ("Beeswax polish", "wax", 1190), ("Bottle of mead", "mead", 1690)
    )),
    ("book novel magazine map comic", "section", (
        ("Pride and Prejudice", "novels", 1090), ("Moby-Dick", "novels", 1290), ("Jane Eyre", "novels", 1150),
        ("The Time Machine", "science fiction", 990), ("The War of the Worlds", "science fiction", 990),
        ("The Moonstone", "crime", 1190), ("A Study in Scarlet", "crime", 890), ("Treasure Island", "children", 950),
        ("The Wind in the Willows", "children", 1250), ("Leaves of Grass", "poetry", 1390),
        ("Walden", "nature", 1290), ("The Voyage of the Beagle", "travel", 1490)
    )),
    ("plant seed flower tree bulb herb shrub seedling", "section", (
        ("Rosemary in a pot", "herbs", 490), ("Mint in a pot", "herbs", 420), ("Tomato seedling", "vegetables", 350),
        ("Packet of runner beans", "vegetables", 320), ("Packet of mixed salad", "vegetables", 290),
        ("Lavender", "perennials", 790), ("Purple coneflower", "perennials", 890),
        ("Daffodil bulbs (20)", "bulbs", 850), ("Tulip bulbs (20)", "bulbs", 990), ("Climbing rose", "shrubs", 2400),
        ("Blackcurrant bush", "shrubs", 1690), ("Young apple tree", "trees", 3900)
    )),
    ("garment shirt shoe dress hat jacket garment knitwear scarf", "section", (
        ("Linen shirt", "shirts", 5900), ("Striped T-shirt", "shirts", 2400), ("Flannel shirt", "shirts", 4900),
        ("Wool jumper", "knitwear", 8900), ("Cotton cardigan", "knitwear", 6900),
        ("Corduroy trousers", "trousers", 7400), ("Denim jeans", "trousers", 7900), ("Summer dress", "dresses", 6400),
        ("Rain jacket", "jackets", 11900), ("Canvas shoes", "shoes", 5400), ("Walking boots", "shoes", 14900),
        ("Straw hat", "hats", 3200)
    )),
    ("tool hardware nail screw", "shelf", (
        ("Claw hammer", "hand tools", 1890), ("Screwdriver set", "hand tools", 2400),
        ("Hand saw", "hand tools", 1990), ("Spirit level", "measuring", 1690), ("Folding rule", "measuring", 790),
        ("Cordless drill", "power tools", 11900), ("Jigsaw", "power tools", 8900),
        ("Box of wood screws", "fixings", 560), ("Box of nails", "fixings", 420),
        ("Wall plugs (100)", "fixings", 480), ("Wood glue", "glue and paint", 690),
        ("Paint brush set", "glue and paint", 1290)
    )),
    ("toy game puzzle doll", "section", (
        ("Wooden train", "wooden toys", 2900), ("Stacking tower", "wooden toys", 1690),
        ("Pull-along duck", "wooden toys", 1890), ("Farm jigsaw", "puzzles", 1290),
        ("World map jigsaw", "puzzles", 1990), ("Snail race", "board games", 1790),
        ("Treasure hunt game", "board games", 2900), ("Card game of fours", "board games", 890),
        ("Hand puppet fox", "dolls and puppets", 2200), ("Rag doll", "dolls and puppets", 2600),
        ("Kite", "outdoor", 1490), ("Skipping rope", "outdoor", 790)
    )),
    ("antique furniture clock silver chair lamp", "section", (
        ("Oak bureau", "furniture", 68000), ("Pair of bentwood chairs", "furniture", 24000),
        ("Pine blanket chest", "furniture", 32000), ("Brass carriage clock", "clocks", 29500),
        ("Walnut wall clock", "clocks", 41000), ("Silver sugar bowl", "silver", 18500),
        ("Set of six silver spoons", "silver", 14500), ("Blue and white platter", "china", 9800),
        ("Tea set for six", "china", 16500), ("Framed map of the coast", "pictures", 12000),
        ("Watercolour of a harbour", "pictures", 26000), ("Green glass lamp", "lamps", 8900)
    )),
    ("phone computer laptop electronics gadget device battery", "section", (
        ("Refurbished phone (64 GB)", "phones", 17900), ("Refurbished phone (128 GB)", "phones", 23900),
        ("Refurbished tablet", "tablets", 19900), ("Refurbished laptop", "laptops", 42900),
        ("Replacement battery", "parts", 3900), ("Replacement screen", "parts", 7900),
        ("USB-C charger", "accessories", 2400), ("Two-metre cable", "accessories", 1290),
        ("Protective case", "accessories", 1990), ("Wireless mouse", "accessories", 2290),
        ("Headphones", "sound", 5900), ("Small speaker", "sound", 4900)
    )),
    ("part tube chain tyre spare component", "section", (
        ("Inner tube", "wheels", 690), ("Tyre (town)", "wheels", 2900), ("Tyre (gravel)", "wheels", 3900),
        ("Rim tape", "wheels", 450), ("Nine-speed chain", "drivetrain", 2400), ("Cassette", "drivetrain", 4200),
        ("Pedals", "drivetrain", 3400), ("Brake pads", "brakes", 1290), ("Brake cable", "brakes", 590),
        ("Front light", "lights", 2900), ("Rear light", "lights", 2100), ("Bell", "accessories", 990)
    )),
    ("ticket pass seat admission", "section", (
        ("Adult ticket", "single", 1600), ("Child's ticket", "single", 800), ("Student ticket", "single", 1100),
        ("Senior's ticket", "single", 1200), ("Evening ticket", "single", 900),
        ("Ticket with guided tour", "single", 2200), ("Family ticket", "groups", 3600),
        ("Ticket for ten", "groups", 12500), ("School class ticket", "groups", 9000),
        ("Ten-visit pass", "passes", 13500), ("Monthly pass", "passes", 4200), ("Season pass", "passes", 16900)
    )),
)  # fmt: skip
"""Words for the kind of thing, what its category is called, rows with a price."""
