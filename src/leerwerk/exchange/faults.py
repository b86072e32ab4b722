"""What can be wrong with a file, a row or a field: a code with the field and the value that it is about."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in one field of a row; remedies.py words it."""

    code: str
    field: str
    value: str = ""


class FileRefused(Exception):  # noqa: N818  (a refusal is an answer, not an error)
    """Nothing of the file can be taken in. `facts` fill the sentence in remedies.py."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class RowRefused(Exception):  # noqa: N818
    """A row cannot be taken in, for these reasons."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(*(fault.code for fault in faults))
        self.faults = faults
