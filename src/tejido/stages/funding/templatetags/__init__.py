"""Template tags of funding."""
