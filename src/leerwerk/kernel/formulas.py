"""Cells that a spreadsheet program would take for a formula: made harmless on the way out, restored on the way in."""

# What starts a formula in Excel, LibreOffice or Google Sheets (OWASP, "CSV injection").
_STARTS = ("=", "+", "-", "@", "\t", "\r")


def disarm(cell: str) -> str:
    """The cell with an apostrophe before a formula; spreadsheet programs then show it as text.

    A cell that has apostrophes before a formula already gets one more, so that `restore` gives back each exactly.
    """
    return f"'{cell}" if cell.lstrip("'").startswith(_STARTS) else cell


def restore(cell: str) -> str:
    """The cell as it was before `disarm`; one that was never disarmed stays as it is."""
    is_disarmed = cell.startswith("'") and cell.lstrip("'").startswith(_STARTS)
    return cell[1:] if is_disarmed else cell
