"""What an exported environment registers with SQLite, as Python source: nothing of this project runs there.

In:  names of functions.
Out: their definitions, and the lines that register them on a connection.
"""

from collections.abc import Iterable

_SORTING = '''
def sorted_by(spec, rows):
    """Values of (value, keys) in the order of a specification such as `asc desc-last`; NULLs come first."""
    directions = [word for word in spec.split() if word != "distinct"]
    for place in reversed(range(len(directions))):
        way, _, nulls = directions[place].partition("-")
        empty = [row for row in rows if row[1][place] is None]
        filled = [row for row in rows if row[1][place] is not None]
        filled.sort(key=lambda row: (isinstance(row[1][place], str), row[1][place]), reverse=way == "desc")
        is_first = nulls == "first" if nulls else way == "asc"
        rows = empty + filled if is_first else filled + empty
    values = [value for value, _ in rows]
    return list(dict.fromkeys(values)) if spec.startswith("distinct") else values
'''
_ARRAY = '''
class OrderedJsonArray:
    """`json_group_array(value ORDER BY …)`, which SQLite has since 3.44."""

    def __init__(self):
        self.spec, self.rows = "", []

    def step(self, spec, value, *keys):
        self.spec = spec
        self.rows.append((value, keys))

    def finalize(self):
        return f"[{','.join(sorted_by(self.spec, self.rows))}]"
'''
_OBJECT = '''
class OrderedJsonObject:
    """`json_group_object(name, value ORDER BY …)`."""

    def __init__(self):
        self.spec, self.rows = "", []

    def step(self, spec, name, value, *keys):
        self.spec = spec
        self.rows.append((f"{json.dumps(str(name), ensure_ascii=False)}:{value}", keys))

    def finalize(self):
        return f"{{{','.join(sorted_by(self.spec, self.rows))}}}"
'''
_TEXT = '''
class OrderedText:
    """`group_concat(value, separator ORDER BY …)`."""

    def __init__(self):
        self.spec, self.rows, self.separator = "", [], ","

    def step(self, spec, value, separator, *keys):
        self.spec, self.separator = spec, separator
        if value is not None:
            self.rows.append((value, keys))

    def finalize(self):
        return (self.separator or "").join(sorted_by(self.spec, self.rows)) if self.rows else None
'''
_MEDIAN = '''
class Median:
    """The middle value; the mean of the two in the middle of an even number."""

    def __init__(self):
        self.values = []

    def step(self, value):
        if value is not None:
            self.values.append(value)

    def finalize(self):
        found, count = sorted(self.values), len(self.values)
        return (found[(count - 1) // 2] + found[count // 2]) / 2.0 if count else None
'''
_CONCAT = """
def concat(*values):
    return "".join("" if value is None else str(value) for value in values)
"""
_CONCAT_WS = """
def concat_ws(separator, *values):
    return None if separator is None else separator.join(str(value) for value in values if value is not None)
"""
_OCTET_LENGTH = """
def octet_length(value):
    return None if value is None else len(str(value).encode())
"""

_DEFINITIONS = {
    "ordered_json_array": (_SORTING, _ARRAY),
    "ordered_json_object": (_SORTING, _OBJECT),
    "ordered_text": (_SORTING, _TEXT),
    "median": (_MEDIAN,),
    "concat": (_CONCAT,),
    "concat_ws": (_CONCAT_WS,),
    "octet_length": (_OCTET_LENGTH,),
}
_REGISTRATIONS = {
    "now": 'connection.create_function("now", 0, lambda: NOW)',
    "today": 'connection.create_function("today", 0, lambda: NOW[:10])',
    "ordered_json_array": 'connection.create_aggregate("ordered_json_array", -1, OrderedJsonArray)',
    "ordered_json_object": 'connection.create_aggregate("ordered_json_object", -1, OrderedJsonObject)',
    "ordered_text": 'connection.create_aggregate("ordered_text", -1, OrderedText)',
    "median": 'connection.create_aggregate("median", 1, Median)',
    "concat": 'connection.create_function("concat", -1, concat)',
    "concat_ws": 'connection.create_function("concat_ws", -1, concat_ws)',
    "octet_length": 'connection.create_function("octet_length", 1, octet_length)',
}


def definitions(functions: Iterable[str]) -> str:
    """The source of what these functions need, each part once."""
    parts = [part for name in sorted(functions) for part in _DEFINITIONS.get(name, ())]
    return "\n".join(dict.fromkeys(parts))


def registrations(functions: Iterable[str]) -> str:
    """The lines that register them on `connection`, indented once."""
    return "".join(f"    {_REGISTRATIONS[name]}\n" for name in sorted(functions))
