"""Pages of funding, one module for each part of it."""
