"""Terms that run at a roundtable."""

ANSWER_DAYS = 10
"""Business days in which an owner may correct what was recorded on its behalf; then it reads "unconfirmed"."""
HANDOVER_DAYS = 60
"""Calendar days in which a new official answers for the commitments of the post; then it reads "no answer"."""
MINUTES_DAYS = 10
"""Business days in which those who sit at a roundtable may object to proposed minutes; then silence adopts them."""
ROOM_DAYS = 14
"""Days after a meeting on which the notes of the citizens' preparation room are erased."""
