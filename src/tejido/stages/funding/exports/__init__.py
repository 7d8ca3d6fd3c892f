"""What funding publishes for other programmes: 360Giving, IATI, OCDS, and tables with a Frictionless data package.

Each builder is pure: it gets rows that hold nothing but what may be told (`rows`), and gives text piece by piece.
`reading` is the one place that fills them, and asks `queries.published_grants` and `organisations.profiles` for it.
"""
