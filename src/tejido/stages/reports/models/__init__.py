"""Tables of listening. Each part (telling, inbox, diagnoses) adds its own here, or Django does not see them."""
