"""What happens to questions and interest, by subject."""
