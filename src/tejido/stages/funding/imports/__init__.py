"""What is brought in from tables."""
