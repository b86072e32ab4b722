"""leermatch: find, rank and allocate learn-work places. Pure: no Django, no network."""
