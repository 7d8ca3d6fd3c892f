"""What each part of the app makes known when the site starts."""
