// Solves the sum of a guarded form while the visitor types; without it the form is posted all the same, and then
// the stricter limits of the server hold.

const PATIENCE = 20000; // milliseconds; after that the form goes without a solution
const running = new WeakMap();

function solve(input) {
  const challenge = JSON.parse(input.dataset.proof);
  return new Promise((done) => {
    const worker = new Worker(input.dataset.worker);
    const finish = (solution) => {
      worker.terminate();
      if (solution) input.value = btoa(JSON.stringify({ ...challenge, number: solution.number }));
      done();
    };
    worker.onmessage = (event) => finish(event.data);
    worker.onerror = () => finish(null);
    setTimeout(() => finish(null), PATIENCE);
    worker.postMessage({ type: "work", payload: challenge, start: 0, max: challenge.maxNumber });
  });
}

function start(form) {
  const input = form && form.querySelector("input[data-proof]");
  if (!input) return null;
  if (!running.has(input)) {
    // A browser that shares no cryptography with pages on an unsafe connection has no worker that can.
    const job = window.Worker && window.isSecureContext ? solve(input) : Promise.resolve();
    running.set(
      input,
      job.then(() => {
        input.dataset.ready = "yes";
      }),
    );
  }
  return input.dataset.ready ? null : running.get(input);
}

function wait(event) {
  const form = event.target;
  const job = start(form);
  if (!job) return;
  event.preventDefault();
  event.stopPropagation();
  form.setAttribute("aria-busy", "true");
  const button = event.submitter;
  job.then(() => {
    form.removeAttribute("aria-busy");
    form.requestSubmit(button);
  });
}

// A page from the browser's own memory holds a solution that was used: the server would refuse it.
function renew(event) {
  if (event.persisted && document.querySelector("input[data-ready]")) window.location.reload();
}

export function proveForms() {
  document.addEventListener("focusin", (event) => start(event.target.closest && event.target.closest("form")));
  document.addEventListener("submit", wait, true);
  window.addEventListener("pageshow", renew);
}
