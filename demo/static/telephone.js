// The caller's telephone: who calls, the display, the keys.

import { Captions } from "./captions.js";
import { byId, make, minutes, replaceChildren, setText } from "./dom.js";

const KEYS = [
  ["1", ""], ["2", "abc"], ["3", "def"],
  ["4", "ghi"], ["5", "jkl"], ["6", "mno"],
  ["7", "pqrs"], ["8", "tuv"], ["9", "wxyz"],
  ["*", ""], ["0", "+"], ["#", ""],
];
const SPOKEN_KEYS = { "*": "bintang", "#": "pagar" };
const STATES = {
  idle: "Siap",
  ringing: "Menyambung",
  hearing: "Tersambung",
  waiting: "Menunggu petugas",
  talking: "Berbicara",
  ended: "Panggilan selesai",
};

export class TelephonePanel {
  constructor(desk, hotline) {
    this.desk = desk;
    this.hotline = hotline;
    this.root = byId("telephone");
    this.captions = new Captions(byId("captions"), byId("captions-spoken"));
    byId("keypad").append(...KEYS.map(([key, letters]) => this.makeKey(key, letters)));
    byId("dial").addEventListener("click", () => this.thenFocus(desk.dial()));
    byId("hang-up").addEventListener("click", () => this.thenFocus(desk.act(`/lines/${desk.lineKey}/hang-up`)));
    this.root.addEventListener("pointerdown", () => desk.hold(null));
    this.root.addEventListener("focusin", () => desk.hold(null));
  }

  makeKey(key, letters) {
    return make(
      "button",
      {
        type: "button",
        "data-key": key,
        "aria-label": `Tombol ${SPOKEN_KEYS[key] ?? key}`,
        // A key that is clicked takes no focus, so that Enter keeps its meaning.
        onmousedown: (event) => event.preventDefault(),
        onclick: () => {
          this.desk.hold(null);
          this.desk.press(key);
        },
      },
      make("b", {}, key),
      make("small", {}, letters),
    );
  }

  /** The button that was clicked is gone now; the telephone itself keeps the focus. */
  async thenFocus(deed) {
    await deed;
    this.root.focus({ preventScroll: true });
  }

  update(receivedAt) {
    const { line, state } = this.desk;
    if (!line) return;
    this.drawCallers(state.lines);
    this.root.dataset.state = line.state;
    this.root.classList.toggle("active", !this.desk.handset);
    const isInUse = this.desk.isLineInUse;
    setText(byId("line-state"), this.stateOf(line));
    setText(byId("line-number"), isInUse || !this.desk.typed ? this.hotline.numbers[0] : this.desk.typed);
    setText(byId("line-peer"), line.peer ? `dengan ${line.peer}` : isInUse || this.desk.typed ? "" : this.hotline.name);
    byId("dial").hidden = isInUse;
    byId("hang-up").hidden = !isInUse;
    byId("hang-up").disabled = line.plays_itself;
    this.captions.update(line, receivedAt);
    this.receivedAt = receivedAt;
    this.tick();
  }

  stateOf(line) {
    if (line.plays_itself) return "Panggilan contoh, berjalan sendiri";
    if (line.state === "idle") return `Dari ${line.number}`;
    return line.state === "hearing" && line.listens ? "Menunggu tombol Anda" : STATES[line.state];
  }

  /** Between two answers of the server. */
  tick() {
    const line = this.desk.line;
    if (!line) return;
    const passed = line.state === "ended" ? 0 : (performance.now() - this.receivedAt) / 1000;
    setText(byId("line-timer"), line.state === "idle" ? "" : minutes(line.seconds + passed));
    this.captions.draw();
  }

  drawCallers(lines) {
    const shown = JSON.stringify([this.desk.lineKey, lines.map((line) => [line.key, line.state])]);
    const focused = document.activeElement?.dataset?.line;
    const isNew = replaceChildren(byId("callers"), shown, () => lines.map((line) => this.makeCaller(line)));
    if (isNew && focused) byId("callers").querySelector(`[data-line="${focused}"]`)?.focus();
  }

  makeCaller(line) {
    return make(
      "button",
      {
        type: "button",
        "data-line": line.key,
        "data-state": line.state,
        "aria-pressed": String(line.key === this.desk.lineKey),
        title: line.number,
        onclick: () => this.desk.choose(line.key),
      },
      make("span", { class: "dot", "aria-hidden": "true" }),
      line.name,
      make("span", { class: "unseen" }, `, ${STATES[line.state]}`),
    );
  }
}
