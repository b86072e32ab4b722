"""schema.org JobPosting as it is found in the wild: JSON lines, an array, or a graph."""
