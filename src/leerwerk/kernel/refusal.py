"""Something that was asked may not or cannot be done: a code with facts, worded in web.ui.wording."""


class Refusal(Exception):  # noqa: N818  (a refusal is an answer, not an error)
    """A refusal by a rule. ``code`` in UPPER_CASE; ``facts`` fill the sentence that people read."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code}({told})" if told else self.code
