"""Imports: reference lists and learn-work places."""
