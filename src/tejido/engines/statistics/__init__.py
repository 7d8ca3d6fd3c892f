"""Rates with their uncertainty, shrinkage of small counts, suppression of counts that would identify somebody."""
