"""Make an appointment at a desk, and change or cancel one's own. All that was chosen is in the address; who somebody
is and what was told is kept in the session until it is sent."""
