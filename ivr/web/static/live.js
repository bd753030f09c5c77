// The live page: counts the waiting on, and says when the server is away. htmx asks for the rest every three seconds.

const badge = () => document.getElementById("connection");
let ahead = 0; // how far the server's clock is ahead of ours, in milliseconds

function say(text, kind) {
  if (badge().textContent === text) return;
  badge().textContent = text;
  badge().className = `badge ${kind}`;
}

function readClock() {
  ahead = Date.parse(document.getElementById("live").dataset.now) - Date.now();
}

function countOn() {
  for (const place of document.querySelectorAll("[data-since]")) {
    const seconds = Math.max(0, Math.floor((Date.now() + ahead - Date.parse(place.dataset.since)) / 1000));
    place.textContent = `${Math.floor(seconds / 60)}.${String(seconds % 60).padStart(2, "0")}`;
  }
}

// The badge says it here, so that the page's own note need not.
document.addEventListener("htmx:sendError", (event) => { event.stopImmediatePropagation(); say("terputus, mencoba lagi", "bad"); }, true);
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status < 500) return;
  event.stopImmediatePropagation();
  say("terputus, mencoba lagi", "bad");
}, true);
document.addEventListener("htmx:afterOnLoad", () => say("diperbarui sendiri", ""));
document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.successful) say("diperbarui sendiri", ""); });
document.addEventListener("htmx:afterSwap", () => { readClock(); countOn(); });

readClock();
countOn();
setInterval(countOn, 1000);
