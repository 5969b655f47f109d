"""Benchmarks that live in repositories of their own: fetched, set up, run and read by one adapter."""
