"""What happens to appointments, and to the agenda from which they are made."""
