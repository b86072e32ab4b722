"""What happens to sections, their editors and their pictures. Pages themselves are written by Wagtail's editor."""
