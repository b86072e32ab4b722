"""What matching changes: proposals of a case, rounds of a region, and what people decide about them."""
