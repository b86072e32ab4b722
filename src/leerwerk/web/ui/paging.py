"""Which page of how many: numbers for the links under a list."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Paging:
    """Page `number` (from 1) of a list of `total` rows, `size` a page. `parameter` is its name in the address."""

    number: int
    size: int
    total: int
    parameter: str = "pagina"

    @property
    def pages(self) -> int:
        """How many pages; an empty list has one."""
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        """Rank of the first row on this page; 0 when there is none."""
        return min(self.total, (self.number - 1) * self.size + 1)

    @property
    def last(self) -> int:
        """Rank of the last row on this page."""
        return min(self.total, self.number * self.size)

    @property
    def previous(self) -> int | None:
        """The page before, if any."""
        return self.number - 1 if self.number > 1 else None

    @property
    def following(self) -> int | None:
        """The page after, if any."""
        return self.number + 1 if self.number < self.pages else None

    @property
    def shown(self) -> list[int | None]:
        """The page numbers to show: first, last and two on either side; None stands for a gap."""
        near = {1, self.pages, *range(self.number - 2, self.number + 3)}
        kept = sorted(page for page in near if 1 <= page <= self.pages)
        result: list[int | None] = []
        for page in kept:
            if result and page - (result[-1] or 0) > 1:
                result.append(None)
            result.append(page)
        return result


def page_number(text: str | None) -> int:
    """The page asked for in an address; 1 for whatever is no page number."""
    return int(text) if text and text.isascii() and text.isdigit() and 0 < int(text) < 100_000 else 1  # noqa: PLR2004
