"""Every read of funding, one module for each part of it."""
