"""What happens to learn-work places, occupations and qualifications."""
