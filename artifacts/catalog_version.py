"""The version of the catalog's tables, by itself: whoever only reads a file need not import the tables."""

CATALOG_VERSION = 3
"""Raised with every change of `catalog_tables.py`; `migrations/` brings older catalogs here."""
