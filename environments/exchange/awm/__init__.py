"""The files of Agent World Model (arXiv 2602.10090): environments that come in, and ours that go out.

In: `files.py` reads them, `importing.py` makes environments of them, `trust.py` says which tasks can be trusted.
Out: `exporting.py` writes them; `module_source.py` the web application, `verifier_source.py` the verifiers,
`seed_source.py` tables and rows, `specification.py` the specification; `plain_sql.py` makes SQL run in older SQLite.
"""
