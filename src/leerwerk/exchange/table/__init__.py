"""Learn-work places in a table (CSV) with the columns of docs/imports.md."""
