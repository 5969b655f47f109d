"""Rows in words that fit any line of business: visits, events, funds, rewards, upkeep.

In:  nothing. Data.
Out: joint rows for the modules of `generic.py`.
"""

TEACHERS = ("Amira Haddad", "Jonas Weber", "Priya Nair", "Tomás Rivera", "Ellen Brandt", "Samuel Osei")
SPECIALTIES = ("first visits", "regulars", "groups", "difficult cases", "families", "regulars")

VISITS = (
    ("First visit", "introduction", 45, 4500), ("Introduction for two", "introduction", 60, 6500),
    ("Short visit", "regular", 15, 1900), ("Standard visit", "regular", 30, 3400),
    ("Long visit", "regular", 60, 5800), ("Follow-up", "regular", 30, 2900), ("Yearly review", "review", 45, 4200),
    ("Second opinion", "review", 45, 4900), ("Urgent visit", "urgent", 30, 5600),
    ("Evening visit", "regular", 30, 4100), ("Family visit", "group", 75, 8200), ("Group visit", "group", 90, 11500),
)  # fmt: skip

EVENTS = (
    ("Open Day", "open house", 80), ("Behind the Scenes", "open house", 20), ("New Members' Welcome", "meeting", 40),
    ("Yearly Meeting", "meeting", 100), ("Volunteers' Supper", "meeting", 30), ("Summer Fair", "fair", 120),
    ("Winter Market", "fair", 120), ("Quiz Night", "social", 48), ("Family Sunday", "social", 60),
    ("Beginners' Afternoon", "talk", 16), ("Evening Talk", "talk", 50), ("Questions and Answers", "talk", 36),
)  # fmt: skip

FUNDS = (
    ("General Fund", "running costs", 250000), ("Roof Appeal", "building", 480000),
    ("Heating for Winter", "building", 120000), ("New Equipment", "equipment", 160000),
    ("Repairs and Spares", "equipment", 45000), ("Free Places", "people", 90000),
    ("Young People's Fund", "people", 75000), ("Travel Grants", "people", 60000),
)  # fmt: skip

REWARDS = (
    ("Cup of coffee", 20), ("Tote bag", 60), ("Guest pass", 100), ("Five-dollar voucher", 120),
    ("Fifteen-dollar voucher", 300), ("Behind-the-scenes tour", 400),
)  # fmt: skip

CLAIMS = (
    ("travel", ("Train ticket to a meeting with a supplier.", "Mileage for two visits outside town.")),
    ("equipment", ("Replacement for a broken printer.", "Two folding tables for the open day.")),
    ("training", ("Fee for a first-aid course.", "Course materials for a new colleague.")),
    ("materials", ("Paper, labels and ink for the quarter.", "Cleaning supplies for the season.")),
)  # fmt: skip

RUBRIC = (("preparation", 10), ("accuracy", 20), ("care", 10), ("safety", 20), ("independence", 15))

ZONES = (("Old Town", 250), ("Riverside", 300), ("Station Quarter", 350), ("North Hill", 450), ("Outer Villages", 700))

WORK = (
    ("inspection", ("Check for wear, and note what must be replaced.", "Check that nothing is loose or missing.")),
    ("repair", ("Mend what came back damaged from the last use.", "Replace the worn parts and try it out.")),
    ("cleaning", ("Clean it thoroughly and let it dry.", "Clean it and put it back in order.")),
    ("labelling", ("Renew the label and the inventory number.", "Attach a card that says how to use it.")),
)
