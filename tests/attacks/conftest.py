"""The attacks on a running site share the example that the journeys have told."""

from tests.journeys.conftest import told_home

__all__ = ["told_home"]
