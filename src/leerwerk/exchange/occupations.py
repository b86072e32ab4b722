"""Which occupation a row is about: by code, by category, by the words of its title; how is always told."""

from collections.abc import Iterable

from leerwerk.catalogue.enums import TermKind
from leerwerk.catalogue.models import Occupation, OccupationTerm
from leerwerk.exchange.claims import Claim
from leerwerk.kernel.folding import fold, fold_once

LONGEST_TERM = 6  # words
SHORTEST_TERM = 3  # letters
# In running text only names count: everyday words such as "rijden" occur in every vacancy.
NAMES = frozenset({TermKind.NAME.value, TermKind.MALE.value, TermKind.FEMALE.value})


class OccupationIndex:
    """Codes, ISCO groups, words and qualifications of all occupations, read once."""

    def __init__(self) -> None:
        rows = Occupation.objects.filter(scheme="leerwerk").values_list("pk", "code", "name", "isco08")
        codes = {pk: code for pk, code, _, _ in rows}
        self.names = {code: name for _, code, name, _ in rows}
        self._by_isco: dict[str, set[str]] = {}
        for _, code, _, isco in rows:
            if isco:
                self._by_isco.setdefault(isco, set()).add(code)
        self._by_qualification: dict[str, set[str]] = {}
        links = Occupation.qualifications.through.objects.values_list("occupation_id", "qualification__code")
        for occupation, crebo in links:
            if occupation in codes:
                self._by_qualification.setdefault(crebo, set()).add(codes[occupation])
        self._words: dict[str, set[str]] = {}
        self._name_words: dict[str, set[str]] = {}
        terms = OccupationTerm.objects.filter(occupation_id__in=codes)
        for occupation, text, kind in terms.values_list("occupation_id", "text", "kind"):
            if len(folded := fold(text)) >= SHORTEST_TERM:
                self._words.setdefault(folded, set()).add(codes[occupation])
                if kind in NAMES:
                    self._name_words.setdefault(folded, set()).add(codes[occupation])
        self._first_words = frozenset(term.split()[0] for term in self._words)

    def find(self, claim: Claim) -> str:
        """The code of the occupation, "" when it is not known, with a remark on the claim that tells how or why."""
        for code in claim.occupation_codes:
            if code in self.names:
                return code
        told = self._told(claim)
        if len(told) == 1:
            return self._noted(claim, "OCCUPATION_FROM_CATEGORY", told)
        if claim.occupation_codes and not told:
            claim.fault("UNKNOWN_OCCUPATION_CODE", "beroep", claim.occupation_codes[0])
        title = self._in_text(claim.values.get("title", ""), self._words)
        if told & title:
            title &= told
        if len(title) == 1:
            return self._noted(claim, "OCCUPATION_FROM_TITLE", title)
        learnt = self._by_qualification.get(claim.values.get("qualification_code", ""), set())
        both = title & learnt or learnt
        if len(both) == 1:
            return self._noted(claim, "OCCUPATION_FROM_QUALIFICATION", both)
        return self._doubtful(claim, title or told)

    def _doubtful(self, claim: Claim, candidates: set[str]) -> str:
        if candidates:
            claim.fault("OCCUPATION_AMBIGUOUS", "titel", self._named(candidates))
            return ""
        text = self._in_text(claim.values.get("description", "")[:3000], self._name_words)
        if len(text) == 1:
            return self._noted(claim, "OCCUPATION_FROM_TEXT", text)
        claim.fault("OCCUPATION_UNKNOWN", "titel", claim.values.get("title", ""))
        return ""

    def _told(self, claim: Claim) -> set[str]:
        """Occupations of the ISCO group or the very name that the source gives."""
        for told in (*claim.occupation_codes, *claim.occupation_words):
            if found := self._by_isco.get(told) or self._words.get(fold(told)):
                return found
        return set()

    def _in_text(self, text: str, terms: dict[str, set[str]]) -> set[str]:
        """Occupations of the longest terms that the text holds as whole words; more than one is unclear."""
        words = fold_once(text).split()
        found: dict[int, set[str]] = {}
        for start, word in enumerate(words):
            if word in self._first_words:
                for size in range(min(LONGEST_TERM, len(words) - start), 0, -1):
                    if codes := terms.get(" ".join(words[start : start + size])):
                        found.setdefault(size, set()).update(codes)
                        break
        return set(found[max(found)]) if found else set()

    def _noted(self, claim: Claim, code: str, found: Iterable[str]) -> str:
        (occupation,) = found
        claim.fault(
            code, "titel" if code.endswith("TITLE") else "beroep", f"{self.names[occupation]} ({occupation})"
        )
        return occupation

    def _named(self, codes: Iterable[str]) -> str:
        return ", ".join(sorted(self.names[code] for code in codes)[:5])
