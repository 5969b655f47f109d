"""Towns that exist nowhere, enough for every place to have one of its own.

In:  a number. Out: a town's name; different numbers below `TOWNS` give different names.
"""

STEMS = (
    "Alder", "Ash", "Barrow", "Beck", "Birch", "Black", "Brack", "Bram", "Brook", "Calder", "Carrow", "Clay", "Cold",
    "Copper", "Corn", "Cran", "Dun", "East", "Elm", "Fal", "Fern", "Flint", "Fox", "Gar", "Glen", "Grey", "Hal",
    "Harrow", "Hawk", "Hazel", "Heather", "Hol", "Kel", "Kings", "Lang", "Lark", "Linden", "Maple", "Marl", "Mill",
    "Moss", "Nether", "Oak", "Otter", "Pen", "Rav", "Rowan", "Salt", "Sand", "Sedge", "Sil", "Stan", "Thorn", "Tarn",
    "Wake", "Wen", "Whit", "Willow", "Win", "Wren", "Yar", "Yew",
)  # fmt: skip
ENDINGS = (
    "bourne", "bridge", "bury", "by", "cliff", "combe", "cote", "dale", "den", "field", "ford", "gate", "ham", "haven",
    "hurst", "ley", "mere", "mouth", "port", "stead", "stow", "ton", "wick", "worth",
)  # fmt: skip
BEFORE = ("", "Upper ", "Great ", "Little ", "Lower ", "New ", "Old ", "Saint ")

TOWNS = len(STEMS) * len(ENDINGS) * len(BEFORE)
_STRIDE = 7919
"""A prime that is no divisor of TOWNS, so that neighbours in number are no neighbours in name."""


def town(number: int) -> str:
    """The town of this number; numbers from TOWNS on come round again."""
    place = number * _STRIDE % TOWNS
    rest, stem = divmod(place, len(STEMS))
    before, ending = divmod(rest, len(ENDINGS))
    return f"{BEFORE[before]}{STEMS[stem]}{ENDINGS[ending]}"
