"""The steps that build the files in ``reference/`` from their named sources (maintainers only)."""
