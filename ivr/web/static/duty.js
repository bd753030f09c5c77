// The page "Piket saya": asks every other second what the telephone does, and makes a ring impossible to miss.

import { Alarm } from "./alarm.js";
import { everySecond } from "./second_hand.js";

const LOOK_AT_CALL = 2; // seconds
const LOOK_AT_POST = 30;
const LOOK_FOR_SESSION = 30;
const STALE = 15; // seconds without news; a ring has ended by then, and nobody knows of the next

const { beat: beatUrl, ringingIcon, person } = document.getElementById("duty-script").dataset;
const now = document.getElementById("now");
const post = document.getElementById("post");
const lost = document.getElementById("lost");
const incoming = document.getElementById("incoming");
const alarm = new Alarm(ringingIcon);
const ring = alarm.ring;

let beats = 0;
let shownAt = performance.now();
let announced = ""; // the attempt that was told about
let seen = ""; // the attempt that the journal knows of

// What is asked again and again comes only when it is new ------------------------------------------------------

for (const region of [now, post]) {
  region.addEventListener("htmx:configRequest", (event) => {
    if (event.target === region && region.dataset.tag) event.detail.headers["If-None-Match"] = quoted(region.dataset.tag);
  });
  region.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status === 304) event.detail.shouldSwap = false;
  });
  region.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.elt !== region) return;
    const { xhr } = event.detail;
    if (xhr.status === 200) region.dataset.tag = xhr.getResponseHeader("ETag") ?? "";
    if (xhr.status === 200 || xhr.status === 304) found();
  });
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    region.addEventListener(name, (event) => {
      if (event.detail.elt !== region) return; // a button's fault is told by page.js
      event.stopPropagation();
      missing(event.detail.xhr?.status);
    });
  }
}

function quoted(tag) {
  return tag.includes('"') ? tag : `"${tag}"`;
}

let missingSince = null;
let isSessionOver = false;

function found() {
  missingSince = null;
  isSessionOver = false;
  lost.hidden = true;
  showStale();
}

function missing(status) {
  missingSince ??= performance.now();
  isSessionOver = status === 401;
  const text = isSessionOver
    ? "Sesi Anda sudah berakhir: panggilan masuk tidak tampak lagi di halaman ini. Masuk kembali"
    : "Sambungan terputus, mencoba lagi. Yang tampak adalah keadaan terakhir.";
  if (lost.hidden || lost.textContent !== text) {
    const link = Object.assign(document.createElement("a"), { href: location.href, textContent: "Masuk kembali" });
    if (isSessionOver) lost.replaceChildren(text.slice(0, -link.textContent.length), link);
    else lost.textContent = text;
  }
  lost.hidden = false;
  showStale();
}

// What the page shows may be over by now, so it must not ring on, nor promise anything.
function isStale() {
  return isSessionOver || (missingSince !== null && performance.now() - missingSince > STALE * 1000);
}

function showStale() {
  now.toggleAttribute("data-stale", isStale());
}

// Somebody else signed in at this browser meanwhile: their page has another head.
for (const region of [now, post]) {
  region.addEventListener("htmx:afterSwap", () => {
    const owner = region.querySelector("[data-person]")?.dataset.person;
    if (owner !== undefined && owner !== person) location.reload();
  });
}

now.addEventListener("htmx:afterSwap", () => {
  shownAt = performance.now();
  tell();
  for (const other of [post, document.getElementById("sheet")]) if (other) window.htmx.trigger(other, "look");
});

// The second hand -----------------------------------------------------------------------------------------------

function beat() {
  beats += 1;
  showStale();
  if (beats % (isSessionOver ? LOOK_FOR_SESSION : LOOK_AT_CALL) === 0) window.htmx.trigger(now, "look");
  if (beats % LOOK_AT_POST === 0) window.htmx.trigger(post, "look");
  count();
  alarmAll();
  noteSeen();
}

everySecond(beatUrl, beat);

// Coming back from another page or a sleeping machine, nobody waits for the next look.
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) window.htmx.trigger(now, "look");
});

function count() {
  for (const one of now.querySelectorAll("[data-seconds]")) {
    one.textContent = inWords(Number(one.dataset.seconds) + Math.floor((performance.now() - shownAt) / 1000));
  }
}

function inWords(seconds) {
  const parts = [[Math.floor(seconds / 3600), "jam"], [Math.floor(seconds / 60) % 60, "menit"], [seconds % 60, "detik"]];
  return parts.filter(([number]) => number > 0).map(([number, unit]) => `${number} ${unit}`).join(" ") || "0 detik";
}

// A ring that nobody misses -------------------------------------------------------------------------------------

function call() {
  return document.getElementById("call").dataset;
}

function isRinging() {
  return call().stage === "ringing" && call().pickedUp === undefined && !isStale();
}

function tell() {
  const { stage, attempt, number, unit } = call();
  const state = stage ? `${stage} ${attempt}` : "";
  if (state !== announced && isRinging()) {
    incoming.textContent = `Telepon masuk dari ${number}, ${unit}.`;
    notify(unit);
  } else if (state !== announced) {
    incoming.textContent = stage === "talking" ? `Sedang berbicara dengan ${number}.` : "";
  }
  announced = state;
  alarmAll();
}

function alarmAll() {
  const stale = `⚠ ${isSessionOver ? "Sesi berakhir" : "Sambungan terputus"} - ${alarm.calmTitle}`;
  alarm.shows(isRinging() ? call().attempt : "", `☎ MENELEPON ${call().number}`, isStale() ? stale : alarm.calmTitle);
  showSilence();
}

function showSilence() {
  const button = document.getElementById("silence");
  if (button) button.hidden = !alarm.isLoud;
}

alarm.onsilence = showSilence;
now.addEventListener("click", (event) => event.target.id === "silence" && alarm.silence());

async function noteSeen() {
  const { attempt, seen: url } = call();
  if (!url || seen === attempt) return;
  seen = attempt;
  const token = document.querySelector('meta[name="csrf-token"]').content;
  const headers = { "X-CSRFToken": token, "X-Requested-With": "piket" };
  try {
    const answer = await fetch(url, { method: "POST", headers });
    if (answer.status >= 500) seen = "";
  } catch {
    seen = ""; // the next beat tries again
  }
}

// Sound needs a gesture once, and says so until then ------------------------------------------------------------

const soundButton = document.getElementById("sound");
const soundWarning = document.getElementById("sound-warning");
document.getElementById("alarm").hidden = false;

ring.onchange = () => {
  const isOn = ring.isWanted;
  soundButton.setAttribute("aria-pressed", String(isOn && ring.isReady));
  soundButton.textContent = isOn && ring.isReady ? "Bunyi aktif" : "Aktifkan bunyi";
  soundButton.dataset.sound = ring.state;
  soundWarning.hidden = isOn && ring.isReady;
};
soundButton.addEventListener("click", () => (ring.isWanted && ring.isReady ? ring.turnOff() : ring.turnOn()));
ring.begin(soundButton);

// Notifications only for who asks for them ----------------------------------------------------------------------

const NOTIFY = "piket-notify";
const notifyButton = document.getElementById("notify");
const notifyHint = document.getElementById("notify-hint");

function showNotify() {
  if (!("Notification" in window)) return;
  const isOn = Notification.permission === "granted" && localStorage.getItem(NOTIFY) === "on";
  notifyButton.hidden = false;
  notifyButton.setAttribute("aria-pressed", String(isOn));
  notifyButton.textContent = isOn ? "Pemberitahuan aktif" : "Aktifkan pemberitahuan";
  notifyHint.hidden = Notification.permission !== "denied";
  notifyHint.textContent = "Pemberitahuan diblokir untuk halaman ini; izinkan di setelan peramban.";
}

notifyButton.addEventListener("click", async () => {
  if (notifyButton.getAttribute("aria-pressed") === "true") localStorage.setItem(NOTIFY, "off");
  else if ((await Notification.requestPermission()) === "granted") localStorage.setItem(NOTIFY, "on");
  showNotify();
});
showNotify();

function notify(unit) {
  if (!("Notification" in window) || Notification.permission !== "granted" || localStorage.getItem(NOTIFY) !== "on") return;
  try {
    // Without the number: notifications stay in lists that others may see.
    const note = new Notification("Telepon masuk", { body: unit, tag: "piket-ring", icon: ringingIcon });
    note.onclick = () => window.focus();
  } catch {
    // Some telephones let only installed pages notify; they ring and shake instead.
  }
}

// "/" leads to the search --------------------------------------------------------------------------------------

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  event.preventDefault();
  document.getElementById("q").focus();
});

tell();
