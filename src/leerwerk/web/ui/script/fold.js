// Panels that arrive open (they must work without script) and fold on a narrow screen; menus that close again.

const NARROW = { "lw-nav": "(max-width: 47.99em)", "lw-facets": "(max-width: 61.99em)" };

function follow(panel, query) {
  const screen = window.matchMedia(query);
  const set = () => {
    panel.open = !screen.matches;
    panel.dataset.ready = "";
  };
  screen.addEventListener("change", set);
  set();
}

function foldWithin(root) {
  for (const [name, query] of Object.entries(NARROW)) {
    for (const panel of root.querySelectorAll(`details.${name}:not([data-ready])`)) follow(panel, query);
  }
}

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.lw-account[open]")) {
    if (menu !== except) menu.open = false;
  }
}

export function foldPanels() {
  foldWithin(document);
  document.addEventListener("htmx:load", (event) => foldWithin(event.target));
  document.addEventListener("click", (event) => closeMenus(event.target.closest("details.lw-account")));
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector("details.lw-account[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}
