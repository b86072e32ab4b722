"""What axe cannot see of a page, measured in a browser: the way of the Tab key, what text spacing and size do to it."""

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: Everything that can be reached by Tab and is shown; radio buttons of one name count once.
_REACHABLE = """() => {
  const names = new Set();
  const all = [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, iframe, [tabindex]')];
  const shown = all.filter(it => it.tabIndex >= 0 && !it.disabled && it.checkVisibility({visibilityProperty: true})
    && !it.closest('[inert]')).filter(it => {
      if (it.type !== 'radio') return true;
      const group = document.querySelectorAll(`input[type=radio][name="${CSS.escape(it.name)}"]`);
      const chosen = [...group].find(each => each.checked) || group[0];
      return it === chosen;
    });
  shown.forEach((it, at) => { it.dataset.walk = at; });
  return shown.length;
}"""

#: Where the focus is: its number, box, name, whether something lies over it, and how its ring stands out.
_HERE = """() => {
  const it = document.activeElement;
  if (!it || it === document.body) return null;
  const box = it.getBoundingClientRect();
  const style = getComputedStyle(it);
  const parse = text => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ratio = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  let ground = [255, 255, 255];
  for (let up = it.parentElement; up; up = up.parentElement) {
    const colour = parse(getComputedStyle(up).backgroundColor);
    if (colour.length === 3 || colour[3] === 1) { ground = colour; break; }
  }
  const after = getComputedStyle(it, '::after');
  const drawn = it.querySelector('circle, rect');
  const rings = [style, after].filter(each => each.outlineStyle !== 'none' && parseFloat(each.outlineWidth) >= 2)
    .map(each => parse(each.outlineColor));
  for (const each of [style, after])
    for (const colour of each.boxShadow.match(/rgba?\\([^)]+\\)/g) || []) rings.push(parse(colour));
  if (drawn) rings.push(parse(getComputedStyle(drawn).stroke));
  const spots = [[.5, .5], [.1, .5], [.9, .5]].map(([x, y]) => document.elementFromPoint(
    box.left + box.width * x, box.top + box.height * y));
  const seen = spots.some(over => over && (it.contains(over) || over.contains(it)
    || (it.labels && [...it.labels].some(label => label.contains(over)))));
  return {
    at: Number(it.dataset.walk ?? -1), tag: it.tagName.toLowerCase(),
    name: (it.getAttribute('aria-label') || it.innerText || it.name || it.id || '').trim().slice(0, 50),
    isDrawn: Boolean(it.ownerSVGElement), left: box.left + scrollX, right: box.right + scrollX, top: box.top + scrollY,
    bottom: box.bottom + scrollY,
    seen: seen && box.bottom > 0 && box.top < innerHeight, ring: Math.max(0, ...rings.map(each => ratio(each, ground))),
  };
}"""

#: What WCAG 1.4.12 says that a reader may set.
_SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""

#: Words that are cut off: a box that hides what sticks out, and something does.
_CUT = """() => [...document.querySelectorAll('body *')].filter(it => {
  const style = getComputedStyle(it);
  const hides = ['hidden', 'clip'].includes(style.overflowX) || ['hidden', 'clip'].includes(style.overflowY);
  return hides && style.clipPath === 'none' && !it.closest('[aria-hidden=true]') && it.innerText && it.checkVisibility()
    && (it.scrollWidth > it.clientWidth + 1 || it.scrollHeight > it.clientHeight + 1);
}).map(it => `${it.tagName}.${it.className}: ${it.innerText.slice(0, 40)}`)"""

_OUTLINE = """() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
  .filter(it => it.checkVisibility()).map(it => [Number(it.tagName[1]), it.innerText.trim()])"""


@dataclass(frozen=True)
class Step:
    """Where the focus was after pressing Tab once more; the box in CSS pixels of the page."""

    at: int
    tag: str
    name: str
    is_drawn: bool
    left: float
    right: float
    top: float
    bottom: float
    seen: bool
    ring: float


def walk(page: "Page") -> tuple[list[Step], int]:
    """Press Tab from the top until the focus is where it began: the steps, and how many things could be reached."""
    reachable = int(page.evaluate(_REACHABLE))
    page.evaluate("() => { scrollTo(0, 0); document.activeElement.blur(); }")
    steps: list[Step] = []
    for _ in range(reachable + 5):
        page.keyboard.down("Tab")  # held down, so that only half as many events have to be waited for
        here: dict[str, Any] | None = page.evaluate(_HERE)
        if here is None or (steps and here["at"] == steps[0].at):
            break
        here["is_drawn"] = here.pop("isDrawn")
        steps.append(Step(**here))
    page.keyboard.up("Tab")
    return steps, reachable


def mistakes(steps: list[Step], reachable: int) -> list[str]:
    """What is wrong with a walk: something left out, something unseen, a weak ring, a jump back up."""
    wrong = []
    missed = sorted(set(range(reachable)) - {step.at for step in steps})
    if missed:
        wrong.append(f"not reached: {missed}")
    if [step.at for step in steps] != sorted(step.at for step in steps):
        wrong.append("not in the order of the document")
    wrong += [f"hidden by something: {step.tag} {step.name}" for step in steps if not step.seen]
    wrong += [f"ring of {step.ring:.1f} : 1 only: {step.tag} {step.name}" for step in steps if step.ring < 3]
    for one, other in pairwise(steps[1:]):  # the first is the skip link, which lies over the page
        is_above = other.bottom <= one.top + 1
        is_same_column = other.left < one.right and one.left < other.right
        # The towns on a map come by their number, as in the list beside it.
        if is_above and is_same_column and not one.is_drawn:
            wrong.append(f"jumps up: {one.name} → {other.name}")
    return wrong


def outline_mistakes(page: "Page") -> list[str]:
    """Headings that skip a level, more or less than one first heading, landmarks that lack or share a name."""
    headings = [(int(level), str(text)) for level, text in page.evaluate(_OUTLINE)]
    wrong = [
        f"heading {other} after {one}: {text}"
        for (one, _), (other, text) in pairwise(headings)
        if other > one + 1
    ]
    if [level for level, _ in headings].count(1) != 1:
        wrong.append(f"first headings: {[text for level, text in headings if level == 1]}")
    names = page.locator("nav:visible").evaluate_all(
        "all => all.map(it => it.getAttribute('aria-label')"
        " || document.getElementById(it.getAttribute('aria-labelledby'))?.innerText || '')"
    )
    if len(set(names)) < len(names) or "" in names:
        wrong.append(f"names of menus: {names}")
    return wrong


def spacing_mistakes(page: "Page") -> list[str]:
    """What is cut off or sticks out when a reader sets wider lines, letters and words (WCAG 1.4.12)."""
    page.evaluate(_SPACED)
    wrong = [f"cut off: {what}" for what in page.evaluate(_CUT)]
    root = "document.documentElement"
    if page.evaluate(f"{root}.scrollWidth > {root}.clientWidth"):
        wrong.append("wider than the window")
    return wrong
