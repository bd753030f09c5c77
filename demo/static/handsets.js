// The officers' telephones: they ring, whisper who is calling, and are answered, declined or ignored.

import { Captions } from "./captions.js";
import { byId, make, minutes, setText } from "./dom.js";

const STATES = { idle: "", ringing: "Berdering", whispering: "Diangkat", talking: "Berbicara" };
// Only who picks up and presses 2 is on record as declining.
const REFUSED = "Operator telepon melaporkan panggilan yang ditolak sebagai sibuk; begitu pula catatannya";

export class HandsetPanel {
  constructor(desk, { habits, units }) {
    this.desk = desk;
    this.habits = habits;
    this.units = new Map(units.map((unit) => [unit.key, unit.name]));
    this.cards = new Map();
    this.empty = make("p", { class: "empty" }, "Di luar jam layanan: tidak ada petugas yang ditelepon.");
  }

  update(receivedAt) {
    const { state, office } = this.desk;
    for (const handset of state.handsets) {
      if (!this.cards.has(handset.key)) this.cards.set(handset.key, new Card(this, handset));
      this.cards.get(handset.key).update(handset, receivedAt);
    }
    if (office) this.arrange(office.watch);
  }

  tick() {
    for (const card of this.cards.values()) card.tick();
  }

  /** Officers on duty before those who rest; who is on the telephone stays in view. No card moves while it rings. */
  arrange(watch) {
    const { state } = this.desk;
    const onDuty = new Set(watch.flatMap((unit) => unit.on_duty));
    const keys = this.inOrderOfUnits(state.handsets).map((one) => one.key);
    const inUse = new Set(state.handsets.filter((one) => one.state !== "idle").map((one) => one.key));
    const first = keys.filter((key) => onDuty.has(key) || inUse.has(key));
    const resting = keys.filter((key) => !first.includes(key));
    const order = JSON.stringify([first, resting]);
    if (order === this.order) return;
    this.order = order;
    this.place(byId("handsets"), first.length ? first : [null]);
    this.place(byId("resting"), resting);
    setText(byId("resting-count"), `(${resting.length})`);
  }

  inOrderOfUnits(handsets) {
    const place = new Map([...this.units.keys()].map((key, index) => [key, index]));
    return [...handsets].sort((one, other) => (place.get(one.units[0]) ?? 99) - (place.get(other.units[0]) ?? 99));
  }

  place(list, keys) {
    list.replaceChildren(...keys.map((key) => (key ? this.cards.get(key).root : this.empty)));
  }
}

class Card {
  constructor(panel, handset) {
    this.panel = panel;
    this.desk = panel.desk;
    this.key = handset.key;
    this.state = make("span", { class: "handset-state" });
    this.timer = make("span", { class: "handset-timer" });
    this.whisper = make("div", { class: "captions", "aria-hidden": "true" });
    this.spoken = make("div", { class: "unseen", role: "log", "aria-live": "polite" });
    this.captions = new Captions(this.whisper, this.spoken);
    this.acts = make("div", { class: "handset-acts" });
    this.habit = this.makeHabit(handset);
    const unit = handset.units.map((each) => panel.units.get(each) ?? each).join(", ");
    this.root = make(
      "article",
      { class: "handset device", "data-handset": handset.key, "aria-label": `Telepon ${handset.name}`, tabindex: "-1" },
      make("h3", {}, make("a", { href: `/demo/desk/${handset.key}`, target: "_blank", rel: "noopener", title: "Buka halaman petugas ini" }, handset.name)),
      make("p", { class: "handset-number" }, handset.number),
      make("p", { class: "handset-unit" }, unit),
      this.habit,
      make("p", { class: "handset-now", role: "status" }, this.state, this.timer),
      this.whisper,
      this.spoken,
      this.acts,
    );
    this.root.addEventListener("pointerdown", () => this.hold());
    this.root.addEventListener("focusin", () => this.hold());
  }

  hold() {
    if (this.handset.state !== "idle") this.desk.hold(this.key);
  }

  makeHabit(handset) {
    const choice = make(
      "select",
      { onchange: () => this.desk.act(`/handsets/${this.key}/habit`, { habit: choice.value }) },
      ...this.panel.habits.map(({ key, label }) => make("option", { value: key }, label)),
    );
    choice.setAttribute("aria-label", `Bila telepon ${handset.name} berdering`);
    return choice;
  }

  update(handset, receivedAt) {
    const isNews = ["state", "habit", "listens", "peer"].some((fact) => this.handset?.[fact] !== handset[fact]);
    this.handset = handset;
    this.receivedAt = receivedAt;
    this.root.classList.toggle("active", this.desk.handsetKey === this.key);
    this.captions.update(handset.state === "idle" ? null : handset, receivedAt);
    if (isNews) this.redraw();
    this.tick();
  }

  redraw() {
    const { state, habit, listens, peer } = this.handset;
    this.root.dataset.state = state;
    setText(this.state, peer ? `Berbicara dengan ${peer}` : STATES[state]);
    if (document.activeElement !== this.habit) this.habit.value = habit;
    const hadFocus = this.root.contains(document.activeElement) && document.activeElement !== this.habit;
    this.acts.replaceChildren(...this.makeActs(state, listens));
    // The button that had the focus may be gone; the keys still belong to this telephone.
    if (hadFocus) this.root.focus({ preventScroll: true });
  }

  makeActs(state, listens) {
    const act = (label, what, look = "", body = {}, disabled = false, title = null) => {
      const onclick = () => this.desk.act(`/handsets/${this.key}/${what}`, body);
      return make("button", { type: "button", class: look, disabled, title, onclick }, label);
    };
    const lose = act("Putuskan saluran", "lose", "quiet");
    if (state === "ringing") {
      return [act("Angkat", "answer", "go"), act("Tolak", "decline", "stop", {}, false, REFUSED), lose];
    }
    if (state === "whispering") {
      const keys = [
        act("1 Terima", "press", "go", { key: "1" }, !listens),
        act("2 Tolak", "press", "", { key: "2" }, !listens),
      ];
      return [...keys, act("Tutup", "hang-up", "stop"), lose];
    }
    return state === "talking" ? [act("Tutup", "hang-up", "stop"), lose] : [];
  }

  tick() {
    const { state, seconds } = this.handset;
    const passed = (performance.now() - this.receivedAt) / 1000;
    setText(this.timer, state === "idle" ? "" : minutes(seconds + passed));
    this.captions.draw();
  }
}
