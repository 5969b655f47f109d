"""How catalogs of earlier versions become today's: an Alembic revision a version, in `versions/`.

A change of `catalog_tables.py` takes three things: `CATALOG_VERSION` one higher, a revision of that number here, and
`tests/artifacts/test_migrations.py`, which compares what the revisions build with what the tables say.
"""
