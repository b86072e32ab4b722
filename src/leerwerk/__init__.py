"""Open Leerwerk: the platform of the Dutch learning-and-working desks."""
