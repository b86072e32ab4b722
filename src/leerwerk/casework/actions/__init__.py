"""What advisers and employers do with cases, referrals and placements: one verb per function."""
