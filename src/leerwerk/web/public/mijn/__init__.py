"""The citizen's own page: sign in by a code in the mail, look, change, take along, leave."""
