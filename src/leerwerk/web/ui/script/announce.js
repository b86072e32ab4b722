// Says aloud what changed: an element with data-announce in what htmx brought is read to the reader.

export function announceChanges() {
  const region = document.getElementById("lw-live");
  if (!region) return;
  document.addEventListener("htmx:load", (event) => {
    const news = event.target.closest("[data-announce]") || event.target.querySelector("[data-announce]");
    if (news) region.textContent = news.dataset.announce || news.textContent.trim();
  });
  document.addEventListener("htmx:responseError", () => {
    region.textContent = region.dataset.failed;
  });
  document.addEventListener("htmx:sendError", () => {
    region.textContent = region.dataset.failed;
  });
}
