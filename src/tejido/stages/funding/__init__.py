"""Funding what citizens have already begun: budgets by what they buy, calls, ballots, grants."""
