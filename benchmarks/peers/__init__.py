"""What leermatch is measured against. Each gets the strongest form that we know of; better ones are welcome."""
