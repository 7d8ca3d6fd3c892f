"""Boring defaults for tests: `person()`, `organisation()`, …; every argument can be given."""
