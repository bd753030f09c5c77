// What the visitor has in hand: which caller is chosen, which device takes the keys, what the server said last.

import { order, Refused } from "./server.js";

const IN_USE = new Set(["ringing", "hearing", "waiting", "talking"]);

export class Desk {
  constructor({ tones, say }) {
    this.tones = tones;
    this.say = say;
    this.state = null;
    this.office = null;
    this.lineKey = "joko";
    this.handsetKey = null; // the officer's telephone that takes the keys; null: the caller's
    this.typed = "";
    this.changed = () => {};
  }

  get line() {
    return this.state?.lines.find((line) => line.key === this.lineKey) ?? null;
  }

  get handset() {
    return this.state?.handsets.find((handset) => handset.key === this.handsetKey) ?? null;
  }

  get isLineInUse() {
    return IN_USE.has(this.line?.state);
  }

  get ringing() {
    return (this.state?.handsets ?? []).filter((one) => one.state === "ringing" && one.habit === "by-hand");
  }

  take(state) {
    this.state = state;
    if (this.handset?.state === "idle") this.handsetKey = null;
  }

  choose(lineKey) {
    this.lineKey = lineKey;
    this.handsetKey = null;
    this.typed = "";
    this.changed();
  }

  hold(handsetKey) {
    if (this.handsetKey === handsetKey) return;
    this.handsetKey = handsetKey;
    this.changed();
  }

  /** A key of the device in hand; on a caller's telephone that is on the hook it becomes part of a number. */
  press(digit) {
    this.tones.key(digit);
    if (this.handset) return this.act(`/handsets/${this.handsetKey}/press`, { key: digit });
    if (this.isLineInUse) return this.act(`/lines/${this.lineKey}/press`, { key: digit });
    this.typed = (this.typed + digit).slice(0, 20);
    return this.changed();
  }

  erase() {
    this.typed = this.typed.slice(0, -1);
    this.changed();
  }

  async dial() {
    const number = this.typed;
    this.typed = "";
    await this.act(`/lines/${this.lineKey}/dial`, { number });
  }

  /** Enter: answer what rings, else dial. */
  async enter() {
    const rings = this.handset?.state === "ringing" ? this.handset : this.isLineInUse ? this.ringing[0] : null;
    if (rings) {
      this.hold(rings.key);
      await this.act(`/handsets/${rings.key}/answer`);
    } else if (!this.isLineInUse && !this.handset) {
      await this.dial();
    }
  }

  /** Esc: put down what is in hand. */
  async escape() {
    if (this.handset) {
      const act = this.handset.state === "ringing" ? "decline" : "hang-up";
      await this.act(`/handsets/${this.handsetKey}/${act}`);
    } else if (this.isLineInUse) {
      await this.act(`/lines/${this.lineKey}/hang-up`);
    } else {
      this.typed = "";
      this.changed();
    }
  }

  /** Order something, and say so where it is refused. */
  async act(path, body = {}) {
    try {
      this.say("");
      await order(path, body);
    } catch (problem) {
      this.say(problem instanceof Refused ? problem.message : "Peragaan tidak dapat dihubungi.");
    }
    this.changed();
  }
}
