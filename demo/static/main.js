// Puts the page together, and asks the server again and again what changed.

import { ClockBar, TroubleForm } from "./bar.js";
import { Desk } from "./desk.js";
import { byId, setText } from "./dom.js";
import { HandsetPanel } from "./handsets.js";
import { listenToKeys } from "./keys.js";
import { RecordPanel } from "./records.js";
import { ask } from "./server.js";
import { listenToTabs, showRinging } from "./tabs.js";
import { TelephonePanel } from "./telephone.js";
import { Tones } from "./tones.js";
import { Voice } from "./voice.js";
import { WatchPanel } from "./watch.js";

const PAUSE = 300; // milliseconds between two questions
const PAUSE_UNSEEN = 1500; // while the page is in the background
const OFFICE_PAUSE = 1500;
const DRAW_PAUSE = 60;

class Page {
  constructor(choices) {
    this.tones = new Tones(byId("ring-switch"));
    this.voice = new Voice(byId("voice-switch"));
    this.desk = new Desk({ tones: this.tones, say: (text) => this.notice(text) });
    this.telephone = new TelephonePanel(this.desk, choices.hotline);
    this.handsets = new HandsetPanel(this.desk, choices);
    this.records = new RecordPanel(this.desk);
    this.watch = new WatchPanel();
    this.bar = new ClockBar(this.desk, choices.moments);
    this.trouble = new TroubleForm(this.desk, choices.misfortunes);
    this.last = 0;
    this.officeSignature = "";
    this.officeAskedAt = 0;
    this.desk.changed = () => this.hurry();
    listenToKeys(this.desk);
    listenToTabs();
  }

  notice(text) {
    setText(byId("notice"), text);
    byId("notice").hidden = !text;
  }

  /** Something was done here: show it now, and ask at once what came of it. */
  hurry() {
    this.draw();
    clearTimeout(this.timer);
    this.ask();
  }

  async ask() {
    if (this.isAsking) {
      this.mustAskAgain = true;
      return;
    }
    this.isAsking = true;
    this.mustAskAgain = false;
    try {
      await this.askNow();
      if (this.wasLost) this.notice("");
      this.wasLost = false;
    } catch (problem) {
      this.wasLost = true;
      this.notice("Peragaan tidak menjawab. Jalankan kembali: make run");
      console.warn(problem);
    }
    this.isAsking = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), this.mustAskAgain ? 0 : document.hidden ? PAUSE_UNSEEN : PAUSE);
  }

  async askNow() {
    const askedAt = performance.now();
    const state = await ask(`/state?after=${this.last}`);
    this.stage ??= state.stage;
    if (state.stage !== this.stage) return location.reload(); // the demonstration was started anew
    this.askedAt = askedAt;
    this.receivedAt = performance.now();
    this.last = state.last;
    this.records.take(state.timeline);
    this.desk.take(state);
    await this.askOffice(state);
    this.draw();
    this.sound(state);
  }

  /** Records and duty are asked for when something happened, and now and then while something may. */
  async askOffice(state) {
    const signature = `${state.last}/${state.clock.date}/${state.clock.minute}`;
    const isRunning = this.desk.office?.calls.some((call) => call.state === "running" || call.state === "unsettled");
    const isStale = isRunning && performance.now() - this.officeAskedAt > OFFICE_PAUSE;
    if (signature === this.officeSignature && !isStale) return;
    this.desk.office = await ask("/office");
    this.officeSignature = signature;
    this.officeAskedAt = performance.now();
  }

  draw() {
    const { state, office } = this.desk;
    if (!state) return;
    this.bar.update(state.clock);
    this.trouble.update(state.misfortunes, this.askedAt);
    this.telephone.update(this.receivedAt);
    this.handsets.update(this.receivedAt);
    showRinging(this.desk.ringing.length);
    if (office) {
      this.records.update();
      this.watch.update(office.watch);
    }
  }

  sound(state) {
    const { line } = this.desk;
    const picked = state.handsets.filter((one) => one.habit === "by-hand" && one.state === "whispering");
    this.voice.follow(line ? [line, ...picked] : picked);
    this.tones.bell(this.desk.ringing.length > 0);
    this.tones.ringback(line?.state === "waiting" && !line.plays_itself);
  }

  run() {
    this.ask();
    setInterval(() => {
      if (!this.desk.state || this.wasLost) return; // nobody speaks any more
      this.telephone.tick();
      this.handsets.tick();
    }, DRAW_PAUSE);
  }
}

ask("/choices").then((choices) => new Page(choices).run());
