"""Fair allocation of a budget: ballots and projects in, a result that anybody can recompute out.

Plain Python on numpy: no Django, no clock, no chance but a lot drawn from a seed that was published before. Winners
are those of exact rational arithmetic; floats only tell apart what is far apart, within bounds that are proven beside
the code.
"""
