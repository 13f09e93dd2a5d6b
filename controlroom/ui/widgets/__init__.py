"""Small shared widgets. They know the theme and nothing of the show."""
