"""Who may do what with money, one module for each part of it."""
