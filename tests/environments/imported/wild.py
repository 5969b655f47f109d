"""A folder in AWM's format as one meets it: three scenarios, with the faults that such files have."""

import json
from pathlib import Path
from typing import Any

# ruff: noqa: E501
DATA = Path(__file__).parents[2] / "data" / "awm"

SHOP, LIBRARY, CLINIC = "Trail Gear Shop!", "neighbourhood  library", "Clinic - Front Desk"

SCENARIOS = [
    {"name": SHOP, "description": "An outdoor shop: search equipment, fill a cart, order, keep a wishlist."},
    {"name": LIBRARY, "description": "A library branch where members search books, renew loans and place holds."},
    {"name": CLINIC, "description": "The front desk of a clinic books and moves appointments."},
]

TASKS = {
    SHOP: [
        "Add two Ridge 40 Backpacks to my cart.",
        "Place an order for everything in my cart.",
        "How many waterproof products cost at most 100 dollars?",
        "Set the quantity of the Alpine Stove in my cart to 3.",
        "Put the Sierra Tent on my wishlist.",
    ],
    LIBRARY: [
        "Renew my loan of The Left Hand of Darkness.",
        "Place a hold on Kindred.",
        "Return the book that is due first.",
        "Cancel my hold on Dawn.",
    ],
    CLINIC: ["Book an appointment for Ada Okafor with Dr. Lindqvist on 2026-02-03 at 09:00.", "Cancel appointment 2."],
}

DESIGNS: dict[str, list[dict[str, Any]]] = {
    SHOP: [
        {"name": "users", "ddl": "CREATE TABLE users (id INTEGER PRIMARY KEY, full_name TEXT NOT NULL, email TEXT NOT "
         "NULL UNIQUE, member_since TEXT DEFAULT (datetime('now')));", "indexes": []},
        {"name": "products", "ddl": "CREATE TABLE IF NOT EXISTS products (id INTEGER PRIMARY KEY, name TEXT NOT NULL, "
         "category TEXT NOT NULL, price REAL NOT NULL, stock INTEGER NOT NULL DEFAULT 0, waterproof INTEGER DEFAULT 0, "
         "description TEXT)", "indexes": ["CREATE INDEX idx_products_category ON products(category);"]},
        {"name": "cart_items", "ddl": "CREATE TABLE cart_items (id INTEGER PRIMARY KEY AUTOINCREMENT, user_id INTEGER "
         "NOT NULL, product_id INTEGER NOT NULL, quantity INTEGER NOT NULL, added_at DATETIME, FOREIGN KEY (user_id) "
         "REFERENCES users(id), FOREIGN KEY (product_id) REFERENCES products(id));",
         "indexes": ["CREATE INDEX idx_cart_basket ON cart_items(basket_id);"]},
        {"name": "orders", "ddl": "CREATE TABLE orders (id INTEGER PRIMARY KEY AUTOINCREMENT, user_id INTEGER NOT NULL "
         "REFERENCES users(id), status TEXT NOT NULL, total REAL NOT NULL, placed_at DATETIME);"},
    ],
    LIBRARY: [
        {"name": "members", "ddl": "CREATE TABLE members (id INTEGER PRIMARY KEY, name TEXT, branch TEXT);"},
        {"name": "books", "ddl": "CREATE TABLE books (id INTEGER PRIMARY KEY, title TEXT NOT NULL, author TEXT NOT "
         "NULL, copies INTEGER DEFAULT 1);"},
        {"name": "loans", "ddl": "CREATE TABLE loans (id INTEGER PRIMARY KEY, member_id INTEGER REFERENCES "
         "members(id), book_id INTEGER REFERENCES books(id), due DATE, returned_at DATETIME, renewals INTEGER "
         "DEFAULT 0);"},
        {"name": "holds", "ddl": "CREATE TABLE holds (id INTEGER PRIMARY KEY, member_id INTEGER, book_id INTEGER, code "
         "TEXT, state TEXT DEFAULT 'waiting'));"},
    ],
    CLINIC: [
        {"name": "patients", "ddl": "CREATE TABLE patients (id INTEGER PRIMARY KEY, name TEXT, phone TEXT);"},
        {"name": "appointments", "ddl": "CREATE TABLE appointments (id INTEGER PRIMARY KEY, patient_id INTEGER, doctor "
         "TEXT, starts_at TEXT, status TEXT);"},
    ],
}  # fmt: skip

SAMPLES: dict[str, list[tuple[str, list[str]]]] = {
    SHOP: [
        ("users", ["INSERT INTO users (id, full_name, email) VALUES (1, 'Maya Lindholm', 'maya@example.com');",
                   "INSERT INTO users (id, full_name, email) VALUES (2, 'Tom O\\'Brien', 'tom@example.com');",
                   "INSERT INTO users (id, full_name, email) VALUES (3, 'Ines O''Hara', 'ines@example.com');"]),
        ("products", [
            "INSERT INTO products (id, name, category, price, stock, waterproof) VALUES "
            f"({number}, '{name}', '{category}', {price}, {stock}, {waterproof});"
            for number, name, category, price, stock, waterproof in [
                (1, "Ridge 40 Backpack", "backpacks", 129.0, 9, 1), (2, "Sierra Tent", "tents", 349.5, 3, 1),
                (3, "Alpine Stove", "cooking", 59.9, 12, 0), (4, "Storm Shell Jacket", "clothing", 99.0, 5, 1),
                (5, "Merino Socks", "clothing", 18.0, 40, 0), (6, "Dry Bag 20 l", "backpacks", 24.5, 17, 1),
            ]
        ]),
        ("cart_items", [
            "INSERT INTO cart_items (user_id, product_id, quantity, added_at) VALUES (1, 3, 1, datetime('now', '-1 day'));",
            "INSERT INTO cart_items (user_id, product_id, quantity, added_at) VALUES (1, 99, 1, datetime('now'));",
            "INSERT INTO cart_items (user_id, product_id, quantity) VALUES (2, 5);"]),
        ("orders", ["INSERT INTO orders (user_id, status, total, placed_at) VALUES (1, 'delivered', 77.9, '2025-11-02 10:00:00');"]),
    ],
    LIBRARY: [
        ("members", ["INSERT INTO members (id, name, branch) VALUES (1, 'Priya Raman', 'East');"]),
        ("books", [f"INSERT INTO books (id, title, author, copies) VALUES ({number}, '{title}', '{author}', {copies});"
                   for number, title, author, copies in [
                       (1, "The Left Hand of Darkness", "Ursula K. Le Guin", 2), (2, "Kindred", "Octavia E. Butler", 1),
                       (3, "Dawn", "Octavia E. Butler", 1), (4, "Piranesi", "Susanna Clarke", 3)]]),
        ("loans", ["INSERT INTO loans (id, member_id, book_id, due, renewals) VALUES (1, 1, 1, '2026-01-09', 0);",
                   "INSERT INTO loans (id, member_id, book_id, due, renewals) VALUES (2, 1, 4, '2026-01-20', 2);"]),
        ("holds", ["INSERT INTO holds (id, member_id, book_id, code) VALUES (1, 1, 3, 'ZX81');"]),
    ],
    CLINIC: [
        ("patients", ["INSERT INTO patients VALUES (1, 'Ada Okafor', '555-0101');",
                      "INSERT INTO patients VALUES (2, 'Ben Stein', NULL); INSERT INTO patients VALUES (3, 'C', NULL);"]),
        ("appointments", ["INSERT INTO appointments VALUES (1, 1, 'Dr. Lindqvist', '2026-01-12 10:00', 'booked');",
                          "INSERT INTO appointments VALUES (2, 2, 'Dr. Lindqvist', '2026-01-12 11:00', 'cancelled');"]),
    ],
}  # fmt: skip


def verifier(body: str, extra: str = "") -> str:
    """A verifier in the usual form: connect to both, look, say which."""
    lines = "\n".join(f"        {line}" for line in body.strip().splitlines())
    return (
        "import sqlite3\n"
        f"{extra}\n"
        "def verify_task_completion(initial_db_path, final_db_path, final_answer=None):\n"
        "    initial = sqlite3.connect(initial_db_path)\n"
        "    final = sqlite3.connect(final_db_path)\n"
        "    try:\n"
        f"{lines}\n"
        "    except Exception:\n"
        '        return {"result": "others"}\n'
        "    finally:\n"
        "        initial.close()\n"
        "        final.close()\n"
    )


def one_value(sql: str, wanted: str) -> str:
    return f'found = final.execute("{sql}").fetchone()[0]\nreturn {{"result": "complete" if found == {wanted} else "others"}}'


VERIFIERS: dict[str, dict[int, str]] = {
    SHOP: {
        0: verifier(one_value("SELECT coalesce(sum(quantity), 0) FROM cart_items WHERE user_id = 1 AND product_id = 1", "2")),
        1: verifier('return {"result": "complete"}'),  # accepts doing nothing
        2: verifier('return {"result": "complete" if "3" in (final_answer or "") else "others"}'),
        3: verifier(one_value("SELECT qty FROM cart_items WHERE product_id = 3", "3")),  # no such column: swallowed
    },
    LIBRARY: {
        0: verifier(one_value("SELECT renewals FROM loans WHERE id = 1", "1")),
        1: verifier(one_value("SELECT count(*) FROM holds WHERE book_id = 2", "1")),
        2: "import sqlite3\ndef verify_task_completion(initial_db_path, final_db_path, final_answer=None):\n"
           "    row = sqlite3.connect(final_db_path).execute('SELECT returned_at FROM loans WHERE id = 9').fetchone()\n"
           "    return {'result': 'complete' if row[0] else 'others'}\n",  # crashes
        3: verifier(one_value("SELECT count(*) FROM holds WHERE book_id = 3", "0")),  # an emptied database passes
    },
    CLINIC: {
        0: verifier('return {"result": "complete" if random.random() < 0.5 else "others"}', "import random"),
        1: verifier(one_value("SELECT status FROM appointments WHERE id = 2", "'cancelled'")),  # true in the seed
    },
}  # fmt: skip

FACTS = (
    "import sqlite3\ndef verify_task(initial_db_path, final_db_path):\n"
    "    connection = sqlite3.connect(f'file:{final_db_path}?mode=ro', uri=True)\n"
    "    connection.row_factory = sqlite3.Row\n"
    "    return {'wishlist': [dict(row) for row in connection.execute('SELECT * FROM wishlist_entries')]}\n"
)


def source_of(title: str) -> str:
    stem = {SHOP: "trail_gear_shop", LIBRARY: "neighbourhood_library", CLINIC: "clinic_front_desk"}[title]
    return (DATA / f"{stem}.module.txt").read_text()


def write_collection(folder: Path, titles: tuple[str, ...] = (SHOP, LIBRARY, CLINIC)) -> Path:
    """The eight files, as the pipeline leaves them; one of them ends in a line that was cut off."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "gen_scenario.jsonl", [entry for entry in SCENARIOS if entry["name"] in titles])
    _write(folder / "gen_tasks.jsonl", [{"scenario": title, "tasks": TASKS[title]} for title in titles])
    _write(folder / "gen_db.jsonl", [
        {"scenario": title, "db_schema": {"tables": DESIGNS[title]}, "db_path": f"./outputs/databases/{title}.db"}
        for title in titles
    ])  # fmt: skip
    _write(folder / "gen_sample.jsonl", [
        {"scenario": title, "sample_data": {"tables": [
            {"table_name": table, "reasoning": "Rows for the tasks.", "insert_statements": statements}
            for table, statements in SAMPLES[title]
        ]}} for title in titles
    ])  # fmt: skip
    _write(folder / "gen_envs.jsonl", [
        {"scenario": title, "db_path": f"./outputs/databases/{title}.db", "full_code": source_of(title)}
        for title in titles
    ])  # fmt: skip
    _write(folder / "gen_verifier.pure_code.jsonl", [
        {"scenario": title, "task_idx": index, "task": TASKS[title][index],
         "verification": {"code": code, "raw_response": ""}}
        for title in titles for index, code in VERIFIERS[title].items()
    ])  # fmt: skip
    _write(folder / "gen_verifier.jsonl", [
        {"scenario": SHOP, "task_idx": 4, "task": TASKS[SHOP][4], "verification": {"code": FACTS, "raw_response": ""}}
    ] if SHOP in titles else [])  # fmt: skip
    with (folder / "gen_tasks.jsonl").open("a") as file:
        file.write('{"scenario": "Airport Lounge", "tasks": ["Book a sho')
    return folder


def _write(path: Path, entries: list[Any]) -> None:
    path.write_text("".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries))
