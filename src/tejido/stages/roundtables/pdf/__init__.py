"""Paper: what a roundtable hands out."""
