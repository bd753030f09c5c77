// The after-call form saves itself: a moment after the last key what changed goes to the server, field by field.
// Nothing typed is lost: what is not saved yet is kept in this browser, except what a confidential question was about.

import { keepDraft, restoreDraft } from "./form_draft.js";
import { beacon, CONTENT, dirty, fields, form, isConfidential, isDirty, isUnsettled, noteSent, read, takeIn, write } from "./form_fields.js";
import { offerFilling } from "./form_filling.js";
import { within } from "./patience.js";

const stateLine = document.getElementById("state");
const PAUSE = 700, FIRST_WAIT = 2000, LONGEST_WAIT = 60000, PATIENCE = 20000; // milliseconds

let running = null, pauseTimer = 0, retryTimer = 0, wait = FIRST_WAIT, edition = Number(form.dataset.edition);
let mustSignIn = false;

// -- saving ---------------------------------------------------------------------------------------------------

function soon() {
  keepDraft();
  if (dirty().length && stateLine.textContent.startsWith("Tersimpan")) say("Menyimpan…"); // what was saved is not what stands here now
  clearTimeout(pauseTimer);
  pauseTimer = setTimeout(save, PAUSE);
}

async function save() {
  clearTimeout(pauseTimer);
  clearTimeout(retryTimer);
  while (running) await running;
  if (!dirty().length) return keepDraft();
  running = send();
  try { await running; } finally { running = null; }
}

function request() {
  const sent = new Map(dirty().map((field) => [field.name, read(field)]));
  const changes = {};
  for (const [name, value] of sent) {
    const field = fields.get(name);
    changes[name] = { base: field.base, value, sent: [...field.unheard] };
    noteSent(field);
  }
  const body = JSON.stringify({ edition, person: Number(form.dataset.person), changes });
  return { sent, options: { method: "PATCH", headers: { ...beacon, "Content-Type": "application/json", "X-CSRFToken": csrf() }, body } };
}

async function send() {
  const { sent, options } = request();
  keepDraft();
  if (!mustSignIn) say("Menyimpan…");
  let answer;
  try {
    answer = await fetch(form.action, { ...options, signal: within(PATIENCE) });
    if ([200, 409, 422].includes(answer.status)) take(await answer.json(), sent);
  } catch {
    return later("Belum tersimpan: sambungan terputus, akan dicoba lagi");
  }
  if ([200, 409, 422].includes(answer.status)) return;
  if (answer.status === 400 || answer.status === 401) return comeBack();
  // Who came by a link may have opened another form's link meanwhile: a session opens one form.
  if (answer.status === 403 && form.dataset.signInUrl === undefined) return askToSignIn("Belum tersimpan:");
  if (answer.status === 403 || answer.status === 404) return say("Belum tersimpan: formulir ini tidak lagi terbuka untuk Anda", "bad");
  if (answer.status === 413) return say("Belum tersimpan: isiannya terlalu besar; ringkaslah", "bad");
  later("Belum tersimpan: sistem sedang sibuk, akan dicoba lagi");
}

function take(answer, sent) {
  wait = FIRST_WAIT;
  mustSignIn = false;
  edition = answer.edition;
  for (const field of fields.values()) {
    const isSent = sent.has(field.name), stored = answer.form[field.name];
    showFault(field, answer.faults[field.name]);
    if (isSent) field.unheard = [];
    if (field.name in answer.conflicts) {
      showConflict(field, answer, sent.get(field.name));
    } else if (isSent && field.name in answer.faults && sent.get(field.name) !== "") {
      field.refused = sent.get(field.name);
    } else if (isSent) {
      field.saved = sent.get(field.name);
      field.refused = null;
      if (stored !== undefined) field.base = stored;
    } else if (stored !== undefined && stored !== field.base && field.conflict === null && !isDirty(field) && field.refused === null) {
      write(field, stored); // somebody else wrote here, and nobody did on this page
      field.base = field.saved = stored;
    }
    field.hidden.value = field.isTick ? (field.base ? "1" : "") : field.base;
  }
  keepDraft();
  if (answer.notice) note(answer.notice);
  if ([...fields.values()].some((field) => field.conflict !== null)) say("Belum semua tersimpan: pilih tulisan mana yang dipakai", "warn");
  else if (Object.keys(answer.faults).length || isRefused()) say("Belum semua tersimpan: perbaiki yang ditandai", "warn");
  else if (dirty().length) soon();
  else say(`Tersimpan pukul ${answer.saved_at}`);
}

const isRefused = () => [...fields.values()].some((field) => field.refused !== null && read(field) === field.refused);

function later(words) {
  keepDraft();
  if (words !== null) say(words, "warn");
  clearTimeout(retryTimer);
  retryTimer = setTimeout(save, wait);
  wait = Math.min(wait * 2, LONGEST_WAIT);
}

// -- a session that ended -------------------------------------------------------------------------------------

async function comeBack() {
  keepDraft();
  let answer;
  try {
    answer = await fetch(form.dataset.stateUrl, { headers: beacon });
  } catch {
    return later("Belum tersimpan: sambungan terputus, akan dicoba lagi");
  }
  if (!answer.ok) return askToSignIn("Sesi berakhir:");
  const now = await answer.json();
  if (now.person !== Number(form.dataset.person)) return askToSignIn(`Yang masuk sekarang bukan ${form.dataset.owner}:`);
  document.querySelector('meta[name="csrf-token"]').content = now.csrf;
  for (const input of document.querySelectorAll('input[name="csrf_token"]')) input.value = now.csrf;
  if (mustSignIn) wait = FIRST_WAIT / 8;
  mustSignIn = false;
  later("Menyimpan…");
}

function askToSignIn(why) {
  const before = stateLine.textContent;
  if (!mustSignIn || !before.startsWith(why)) later("");
  else return later(null); // the link stays under the mouse
  mustSignIn = true;
  stateLine.className = "bad";
  if (form.dataset.signInUrl === undefined) {
    stateLine.textContent = `${why} buka lagi tautan di surat Anda dan mintalah tautan baru; tulisan Anda tetap di sini`;
    return;
  }
  const link = document.createElement("a");
  link.href = form.dataset.signInUrl;
  link.target = "_blank";
  link.textContent = "masuk kembali";
  stateLine.replaceChildren(`${why} `, link, "; tulisan Anda tetap di sini");
}

const csrf = () => document.querySelector('meta[name="csrf-token"]').content;

// -- what is shown --------------------------------------------------------------------------------------------

function say(words, kind = "") {
  stateLine.className = kind;
  if (stateLine.textContent !== words) stateLine.textContent = words;
}

function note(words) {
  const line = document.createElement("p");
  line.className = "note warn";
  line.setAttribute("role", "status");
  line.textContent = words;
  form.before(line);
}

function showFault(field, words) {
  const line = field.box.querySelector(".fault");
  if (!words && field.refused !== null && read(field) === field.refused) return; // still as it was refused
  line.hidden = !words;
  line.textContent = words ?? "";
  if (words) field.control.setAttribute("aria-invalid", "true");
  else field.control.removeAttribute("aria-invalid");
}

function showConflict(field, answer, mine) {
  field.box.querySelector("[data-conflict]")?.remove();
  const box = document.getElementById("conflict-box").content.firstElementChild.cloneNode(true);
  if (answer.other) box.querySelector(".whose").textContent = `Tersimpan, terakhir diubah oleh ${answer.other} pukul ${answer.other_at}:`;
  box.querySelector(".theirs").textContent = answer.conflicts[field.name];
  box.querySelector(".yours").textContent = mine;
  field.box.append(box);
  tieConflict(field, box, answer.conflicts[field.name]);
}

function tieConflict(field, box, stored) {
  field.conflict = stored;
  const settle = (isMine) => (event) => {
    event.preventDefault();
    box.remove();
    field.base = field.saved = stored;
    field.conflict = null;
    if (!isMine) write(field, stored);
    field.control.focus();
    if (dirty().length) save();
    else { keepDraft(); say("Tersimpan"); }
  };
  box.querySelector('[name="keep"]').addEventListener("click", settle(false));
  box.querySelector('[name="mine"]').addEventListener("click", settle(true));
}

// -- begin ----------------------------------------------------------------------------------------------------

for (const box of form.querySelectorAll("[data-field]")) {
  const field = takeIn(box), shown = box.querySelector("[data-conflict]");
  if (shown) tieConflict(field, shown, field.base);
}
restoreDraft();
offerFilling(save, () => running !== null);
form.addEventListener("input", soon);
form.addEventListener("change", save);
form.addEventListener("focusout", save);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (dirty().length || edition) save();
  else say("Belum ada yang diisi");
});
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.key !== "s") return;
  event.preventDefault();
  save();
});
window.addEventListener("online", save);
window.addEventListener("focus", save);
window.addEventListener("pagehide", () => {
  if (!dirty().length) return;
  fetch(form.action, { ...request().options, keepalive: true }).catch(() => {});
  keepDraft();
});
// What is never kept in this browser must not be lost by closing it.
window.addEventListener("beforeunload", (event) => {
  if (isConfidential() && [...fields.values()].some((field) => CONTENT.has(field.name) && isUnsettled(field))) event.preventDefault();
});
if (dirty().length) save();
