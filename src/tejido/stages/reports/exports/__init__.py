"""Lists and files of listening."""
