// On every page but "Piket saya", for who answers telephones: that theirs rings. An officer writes a form, say.

import { Alarm } from "./alarm.js";
import { within } from "./patience.js";
import { everySecond } from "./second_hand.js";

const LOOK = 2; // seconds
const RINGING_TITLE = "☎ TELEPON ANDA BERDERING";

const { url, beat: beatUrl, ringingIcon } = document.getElementById("bell-script").dataset;
const bell = document.getElementById("bell");
const unit = document.getElementById("bell-unit");
const silence = document.getElementById("bell-silence");
const alarm = new Alarm(ringingIcon);

let beats = 0;
let isAsking = false;
let rings = { attempt: "", unit: "" };

// What cannot be asked is not claimed: without an answer nothing rings here.
async function look() {
  if (isAsking) return;
  isAsking = true;
  try {
    const answer = await fetch(url, { headers: { "X-Requested-With": "piket" }, cache: "no-store", signal: within(5000) });
    rings = answer.ok ? await answer.json() : { attempt: "", unit: "" };
  } catch {
    rings = { attempt: "", unit: "" };
  }
  isAsking = false;
  show();
}

function show() {
  alarm.shows(rings.attempt, RINGING_TITLE);
  silence.hidden = !alarm.isLoud;
  const isHidden = rings.attempt === "";
  if (bell.hidden === isHidden) return;
  bell.hidden = isHidden;
  unit.textContent = isHidden ? "" : `Telepon Anda berdering: ${rings.unit}.`;
}

alarm.onsilence = show;
silence.addEventListener("click", () => alarm.silence());
alarm.ring.begin();
everySecond(beatUrl, () => {
  beats += 1;
  if (beats % LOOK === 0) look();
  else show();
});
document.addEventListener("visibilitychange", () => document.hidden || look());
look();
