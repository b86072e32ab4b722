// A list of suggestions under a box: the pattern of a combobox with a list. Without this file the box is a plain one.

function optionsOf(list) {
  return [...list.querySelectorAll("[role=option]")];
}

function say(text) {
  const region = document.getElementById("lw-live");
  if (region) region.textContent = text;
}

function close(box, list) {
  list.hidden = true;
  box.setAttribute("aria-expanded", "false");
  box.removeAttribute("aria-activedescendant");
}

function open(box, list) {
  const some = optionsOf(list).length > 0 && document.activeElement === box;
  list.hidden = !some;
  box.setAttribute("aria-expanded", String(some));
  box.removeAttribute("aria-activedescendant");
  const news = list.querySelector("[data-said]");
  if (some && news) say(news.dataset.said);
}

function mark(box, list, option) {
  for (const each of optionsOf(list)) each.setAttribute("aria-selected", String(each === option));
  if (option) {
    box.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  } else box.removeAttribute("aria-activedescendant");
}

function choose(box, list, option) {
  box.value = option.dataset.value;
  close(box, list);
  list.replaceChildren();
  box.form.requestSubmit();
}

function onKey(event, box, list) {
  const options = list.hidden ? [] : optionsOf(list);
  const at = options.findIndex((each) => each.getAttribute("aria-selected") === "true");
  if (event.key === "Escape" && !list.hidden) {
    event.preventDefault();
    close(box, list);
  } else if (event.key === "ArrowDown" && list.hidden) {
    open(box, list);
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && options.length) {
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : -1;
    const next = at < 0 ? (step > 0 ? 0 : options.length - 1) : at + step;
    mark(box, list, options[next] || null);
  } else if (event.key === "Enter") {
    if (at >= 0) {
      event.preventDefault();
      choose(box, list, options[at]);
    } else close(box, list);
  }
}

function attach(box) {
  const list = document.getElementById(box.dataset.suggest);
  if (!list || box.getAttribute("role") === "combobox") return;
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");
  box.addEventListener("keydown", (event) => onKey(event, box, list));
  box.addEventListener("blur", () => close(box, list));
  list.addEventListener("htmx:afterSwap", () => open(box, list));
  // Pressing must not take the focus out of the box, which would close the list before the click comes.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(box, list, option);
  });
}

// Only when somebody presses the button is the browser asked, and only the rounded place leaves the device.
function find(button) {
  const box = document.getElementById(button.dataset.box);
  const failed = () => {
    button.removeAttribute("aria-busy");
    say(button.dataset.failed);
    box.setCustomValidity(button.dataset.failed);
    box.reportValidity();
    box.addEventListener("input", () => box.setCustomValidity(""), { once: true });
  };
  button.setAttribute("aria-busy", "true");
  navigator.geolocation.getCurrentPosition(
    async ({ coords }) => {
      const spot = new URLSearchParams({ lat: coords.latitude.toFixed(2), lon: coords.longitude.toFixed(2) });
      const answer = await fetch(button.dataset.here, { method: "POST", body: spot }).catch(() => null);
      const postcode = answer && answer.ok ? await answer.text() : "";
      if (!postcode) {
        failed();
        return;
      }
      button.removeAttribute("aria-busy");
      box.setCustomValidity("");
      box.value = postcode;
      say(`${button.dataset.found}: ${postcode}`);
      box.form.requestSubmit();
    },
    failed,
    { timeout: 10000, maximumAge: 600000 },
  );
}

export function suggestWhileTyping() {
  for (const box of document.querySelectorAll("input[data-suggest]")) attach(box);
  for (const button of document.querySelectorAll("button[data-here]")) {
    if (!navigator.geolocation) continue;
    button.hidden = false;
    button.addEventListener("click", () => find(button));
  }
}
