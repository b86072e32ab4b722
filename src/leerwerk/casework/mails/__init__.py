"""The mails of casework, by subject."""
