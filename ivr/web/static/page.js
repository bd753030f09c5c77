// What every page does: htmx sends our CSRF token along, and says who asks.

import { within } from "./patience.js";

const token = () => document.querySelector('meta[name="csrf-token"]').content;

document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = token();
});

// A session that ended says so once, in words; what stands on the page stays.
document.addEventListener("htmx:responseError", (event) => {
  const { xhr } = event.detail;
  const isOurs = xhr.getResponseHeader("Content-Type")?.startsWith("text/plain"); // not a page of a proxy's
  const said = isOurs ? xhr.responseText.slice(0, 200) : "Belum berhasil: sistem sedang sibuk. Coba sekali lagi.";
  announce(xhr.status === 401 ? "Sesi Anda sudah berakhir. Muat ulang halaman ini untuk masuk kembali." : said, "bad");
});
// What a page asks for again and again comes by itself; what somebody pressed does not.
for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, (event) => {
    if (event.detail.requestConfig?.verb === "post") announce("Sambungan terputus: belum berhasil. Coba sekali lagi.", "bad");
    else announce("Sambungan terputus. Halaman ini mencoba lagi sendiri.", "warn");
  });
}

export function announce(text, kind = "good") {
  let note = document.getElementById("announcement");
  if (!note) {
    note = document.createElement("p");
    note.id = "announcement";
    note.setAttribute("role", "status");
    document.getElementById("content").prepend(note);
  }
  note.className = `note ${kind}`;
  if (note.textContent !== text) note.textContent = text;
}

// What must be asked first says so in `data-confirm`.
document.addEventListener("submit", (event) => {
  const question = (event.submitter?.dataset.confirm) ?? event.target.dataset.confirm;
  if (question && !window.confirm(question)) event.preventDefault();
});

// A form with much to type first asks whether the server is there: a browser's own page of faults would take its place,
// and of what was typed nothing came back.
document.addEventListener("submit", async (event) => {
  const form = event.target, button = event.submitter;
  if (event.defaultPrevented || form.dataset.careful === undefined) return;
  event.preventDefault();
  if (form.dataset.careful === "asking") return;
  form.dataset.careful = "asking";
  try {
    const answer = await fetch(form.action, { method: "HEAD", cache: "no-store", signal: within(15000) });
    if (answer.status >= 500) throw new Error("busy");
    if (button?.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value }));
    form.submit();
    setTimeout(() => { form.dataset.careful = ""; }, 10000); // a second press meanwhile would send the same again
  } catch {
    form.dataset.careful = "";
    announce("Belum tersimpan: sambungan terputus atau sistem sedang sibuk. Yang Anda ketik masih ada di sini; coba sekali lagi.", "bad");
    document.getElementById("announcement").scrollIntoView({ block: "center" });
  }
});
