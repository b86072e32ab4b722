// What folds on a narrow screen folds by the style sheet; this only moves along. And menus that close again.

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.lw-account[open]")) {
    if (menu !== except) menu.open = false;
  }
}

// The question that was sent makes room for its answer.
function foldForm(event) {
  const fold = event.target.previousElementSibling;
  if (!fold || !fold.matches("details.lw-fold")) return;
  fold.hidden = false;
  fold.open = false;
  if (fold.offsetParent) fold.querySelector("summary").focus();
}

// "Toon 12 plekken" below the filters: they fold, and the reader is at the number of places.
function showAnswer(event) {
  const link = event.target.closest("a[data-unfolded]");
  if (!link) return;
  event.preventDefault();
  document.querySelector(link.dataset.unfolded).open = false;
  const heading = document.querySelector(link.hash);
  heading.tabIndex = -1;
  heading.focus();
}

export function foldPanels() {
  document.addEventListener("submit", foldForm);
  document.addEventListener("click", (event) => {
    closeMenus(event.target.closest("details.lw-account"));
    showAnswer(event);
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector("details.lw-account[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}
