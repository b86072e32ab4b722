"""baseSalary and its kin → gross euros a month."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from leerwerk.exchange import text, wages
from leerwerk.exchange.claims import LEAST_WAGE, LONGEST_WAGE_TEXT, MOST_WAGE, Claim
from leerwerk.exchange.jobposting.shapes import each_of, text_of, texts_in

_PLAIN = re.compile(r"-?\d{1,9}(?:\.\d+)?")
_SIGNS = {"EUR": "€", "€": "€", "": "€"}


def read_wage(claim: Claim, posting: Mapping[str, Any]) -> None:
    """Put the wage in the claim: numbers when they are gross euros of a known period, else only text."""
    for name in ("baseSalary", "estimatedSalary", "salary"):
        for told in each_of(posting.get(name)):
            if isinstance(told, dict):
                _read_object(claim, told, name, posting)
            else:
                _read_text(claim, text_of(told), name, posting)
            if claim.values.get("wage_text"):
                return


def _read_object(claim: Claim, told: Mapping[str, Any], name: str, posting: Mapping[str, Any]) -> None:
    value = next(iter(each_of(told.get("value"))), None)
    inner: Mapping[str, Any] = value if isinstance(value, dict) else {}
    bounds = [_first(inner.get(key), told.get(key)) for key in ("minValue", "maxValue")]
    single = text_of(inner.get("value")) if inner else text_of(value)
    if not any(bounds) and any(letter.isalpha() for letter in single):
        _read_text(claim, f"{single} {_unit(told, inner)}".strip(), name, posting)
        return
    amounts = [_amount(claim, bound, name) for bound in bounds if bound] or [_amount(claim, single, name)]
    known = [amount for amount in amounts if amount]
    if not known:
        return
    unit = _unit(told, inner)
    currency = text_of(told.get("currency") or posting.get("salaryCurrency")).upper()
    sign = _SIGNS.get(currency, currency)
    shown = " - ".join(f"{sign} {amount}" for amount in known) + (f" / {unit}" if unit else "")
    claim.values["wage_text"] = shown[:LONGEST_WAGE_TEXT]
    about = " ".join([unit, *texts_in([told.get("description"), told.get("name"), inner.get("description")])])
    if len(known) == 2 and known[0] > known[1]:  # noqa: PLR2004
        claim.fault("WAGE_ORDER", name, f"{known[0]} > {known[1]}")
    elif currency not in _SIGNS:
        claim.fault("FOREIGN_CURRENCY", name, shown)
    elif wages.is_net(about):
        claim.fault("NET_WAGE", name, f"{shown} netto")
        claim.values["wage_text"] = f"{shown} netto"[:LONGEST_WAGE_TEXT]
    else:
        only_highest = bool(bounds[1]) and not bounds[0]
        _put(claim, _monthly(claim, known, wages.period_in(about), shown), name, only_highest)


def _read_text(claim: Claim, told: str, name: str, posting: Mapping[str, Any]) -> None:
    """A wage in words may hold other numbers too: what comes out absurd stays text."""
    shown = text.line(told)[:LONGEST_WAGE_TEXT]
    claim.values["wage_text"] = shown
    amounts = [amount for amount in wages.amounts_in(shown) if amount]
    if not amounts:
        return
    if wages.is_net(shown):
        claim.fault("NET_WAGE", name, shown)
        return
    wage = _monthly(claim, amounts[:2], wages.period_in(shown), shown)
    found = [amount for amount in (wage.low, wage.high) if amount is not None]
    if len(amounts) > 2 or found != sorted(found) or not all(LEAST_WAGE <= one <= MOST_WAGE for one in found):  # noqa: PLR2004
        wage = wages.Wage(text=shown, remark="WAGE_AS_TEXT")
    _put(claim, wage, name, only_highest=False)


def _monthly(claim: Claim, amounts: list[Decimal], period: str, shown: str) -> wages.Wage:
    hours = claim.values.get("hours_max") or claim.values.get("hours_min")
    return wages.monthly(amounts, period, shown, hours)


def _put(claim: Claim, wage: wages.Wage, name: str, only_highest: bool) -> None:
    if wage.remark:
        claim.fault(wage.remark, name, wage.text)
    if only_highest:
        claim.values["wage_max"] = wage.low
    else:
        claim.values["wage_min"], claim.values["wage_max"] = wage.low, wage.high


def _amount(claim: Claim, told: str, name: str) -> Decimal | None:
    """One amount: "2700", "2700.0000" or "€ 2.700,00"."""
    if not told:
        return None
    if _PLAIN.fullmatch(told):
        return Decimal(told)
    found = wages.amounts_in(told)
    if len(found) != 1:
        claim.fault("UNREADABLE_VALUE", name, told)
        return None
    return found[0]


def _unit(told: Mapping[str, Any], inner: Mapping[str, Any]) -> str:
    return _first(
        *(holder.get(name) for name in ("unitText", "unitCode", "duration") for holder in (inner, told))
    )


def _first(*values: Any) -> str:
    return next((told for value in values if (told := text_of(value))), "")
