"""Benches: what Tejido does beside what a peer does for the same outcome, in turn, in the same run."""
