"""What each part of funding makes known at start-up: to the record, the clock, the marks, other apps' pages."""
