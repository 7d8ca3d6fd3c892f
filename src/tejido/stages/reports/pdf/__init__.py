"""Diagnoses on paper."""
