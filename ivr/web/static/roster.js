// The week: a cell opens in place, arrows move between cells, and focus comes back where it was.

import { announce } from "./page.js";

const frame = document.getElementById("editor-frame");
const board = document.getElementById("board");
const print = document.getElementById("print");

if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}

// What empty times mean depends on the task; only who replaces somebody is asked for whom.
function fitLine(line) {
  const task = line.querySelector('[name^="tugas-"]');
  const chosen = task.selectedOptions[0];
  line.querySelector('[name^="mulai-"]').placeholder = chosen.dataset.starts;
  line.querySelector('[name^="selesai-"]').placeholder = chosen.dataset.ends;
  const replaces = line.querySelector(".replaces");
  const asked = replaces.querySelector("select");
  asked.options[0].textContent = task.value === "istirahat" ? "semua yang piket" : "-";
  replaces.hidden = task.value === "piket" && !asked.value && asked.getAttribute("aria-invalid") !== "true";
}

const fitLines = (within) => within.querySelectorAll(".duty-line").forEach(fitLine);
fitLines(document);
document.addEventListener("change", (event) => {
  if (event.target.matches('.duty-line [name^="tugas-"], .duty-line [name^="menggantikan-"]')) fitLine(event.target.closest(".duty-line"));
});

if (frame && board) {
  const editor = document.getElementById("editor");
  let begun = null; // what the form of a cell held when it was opened
  const filled = () => {
    const fields = new FormData(editor.querySelector("form"));
    return JSON.stringify([...fields].filter(([name]) => !["csrf_token", "mark"].includes(name)));
  };

  // A refusal is shown in the form, too.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target !== editor) return;
    if ([409, 422].includes(event.detail.xhr.status)) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== editor || !editor.querySelector("form")) return;
    fitLines(editor);
    begun ??= filled();
    if (!frame.open) frame.showModal();
    const first = editor.querySelector('[aria-invalid="true"]') ?? editor.querySelector("[autofocus]");
    // htmx would give focus to it again a moment later, when somebody may have gone on already.
    for (const one of editor.querySelectorAll("[autofocus]")) one.removeAttribute("autofocus");
    first?.focus();
  });
  for (const fault of ["htmx:responseError", "htmx:sendError"]) {
    document.addEventListener(fault, (event) => {
      const form = editor.querySelector("form");
      if (!frame.open || !form) return;
      if (event.detail.xhr?.status === 401) {
        form.submit(); // as a page: signing in carries along what was typed
        return;
      }
      let note = form.querySelector("#not-saved");
      if (!note) {
        note = Object.assign(document.createElement("p"), { id: "not-saved", className: "note bad" });
        note.setAttribute("role", "alert");
        form.querySelector("h2").after(note);
      }
      const why = event.detail.xhr?.status ? event.detail.xhr.responseText.slice(0, 200) : "Sambungan terputus. Coba simpan lagi.";
      note.textContent = `Belum tersimpan. ${why}`;
    });
  }

  let opened = "";
  // A key pressed by mistake must not lose what was filled in.
  frame.addEventListener("cancel", (event) => {
    if (editor.querySelector("form") && filled() !== begun && !window.confirm("Tutup tanpa menyimpan yang Anda isi?")) event.preventDefault();
  });
  frame.addEventListener("click", (event) => {
    if (!event.target.closest("[data-closes]")) return;
    event.preventDefault();
    frame.close();
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!event.detail.elt.matches(".cell")) return;
    opened = event.detail.elt.id;
    begun = null;
  });
  frame.addEventListener("close", () => {
    editor.replaceChildren();
    // The browser gave focus back when it closed, and tells of it later: somebody may have gone on to another cell.
    if (!board.contains(document.activeElement)) document.getElementById(opened)?.focus();
  });
  document.body.addEventListener("roster-saved", (event) => {
    opened = event.detail.cell;
    frame.close();
    announce(event.detail.said, event.detail.kind);
  });

  // Arrow keys go to the neighbouring cell; Tab goes through all of them as through any links.
  board.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    const here = event.target.closest("a.cell")?.closest("td");
    if (!step || !here || event.altKey || event.ctrlKey || event.metaKey) return;
    const row = here.parentElement;
    const rows = [...row.parentElement.rows];
    const next = rows[rows.indexOf(row) + step[0]]?.cells[here.cellIndex + step[1]]?.querySelector(".cell");
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
}
