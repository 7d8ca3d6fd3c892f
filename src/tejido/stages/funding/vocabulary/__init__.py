"""Words for funding, one module for each part: calls, applications, ballots, grants, budgets."""
