"""Take keys out of text before it is kept or shown.

In:  text, the keys that are known. Out: the text without them.
"""

import re
from urllib.parse import quote

HIDDEN = "[secret]"
SHORTEST = 4
"""Shorter "keys", such as the `x` of a server that wants none, are no secrets, and occur in words."""
_LOOKS_LIKE_A_KEY = re.compile(r"\b(?:sk|pk|gsk|xai)-[A-Za-z0-9_\-]{8,}|(?i:\bbearer\s+)[A-Za-z0-9._\-]{8,}")


def without_secrets(text: str, *keys: str) -> str:
    """The text with every known key, and everything that looks like one, replaced."""
    for key in keys:
        if len(key) >= SHORTEST:
            text = text.replace(key, HIDDEN).replace(quote(key, safe=""), HIDDEN)
    return _LOOKS_LIKE_A_KEY.sub(HIDDEN, text)
