// One call: its record, the proof that it is complete, and its timeline as it happens.

import { byId, make, replaceChildren } from "./dom.js";

const STATES = {
  running: "Berlangsung",
  unsettled: "Menunggu kabar akhir dari jaringan",
  complete: "Catatan lengkap",
  wrong: "Catatan belum cocok",
  kept: "Catatan tersimpan",
};

export class RecordPanel {
  constructor(desk) {
    this.desk = desk;
    this.lines = new Map(); // by call
    this.pinned = null;
    this.choice = byId("which-call");
    this.choice.addEventListener("change", () => {
      this.pinned = this.choice.value;
      desk.changed();
    });
    byId("show-wire").addEventListener("change", () => this.drawTimeline());
    this.follows = true; // until the visitor scrolls back
    for (const deed of ["wheel", "touchmove", "keyup", "pointerup"]) {
      byId("timeline").addEventListener(deed, () => requestAnimationFrame(() => this.noteScroll()), { passive: true });
    }
  }

  /** The call that is shown: the one picked, else that of the chosen caller, else the newest. */
  get call() {
    const calls = this.desk.office?.calls ?? [];
    const own = this.desk.line?.call;
    if (own !== this.own) this.pinned = null;
    this.own = own;
    return this.pinned ?? own ?? calls[0]?.call ?? null;
  }

  take(newLines) {
    for (const line of newLines) {
      if (!this.lines.has(line.call)) this.lines.set(line.call, []);
      this.lines.get(line.call).push(line);
    }
  }

  update() {
    const calls = this.desk.office?.calls ?? [];
    const call = this.call;
    replaceChildren(this.choice, JSON.stringify(calls.map((one) => one.title)), () =>
      calls.map((one) => make("option", { value: one.call }, one.title)),
    );
    this.choice.hidden = calls.length === 0;
    this.choice.value = call ?? "";
    this.drawRecord(calls.find((one) => one.call === call));
    this.drawTimeline();
  }

  drawRecord(page) {
    const place = byId("record");
    place.dataset.state = page?.state ?? "none";
    replaceChildren(place, JSON.stringify(page ?? null), () => (page ? this.makeRecord(page) : [this.makeInvitation()]));
  }

  makeInvitation() {
    return make("p", { class: "empty" }, "Belum ada panggilan. Tekan Panggil; catatannya tumbuh di sini.");
  }

  makeRecord(page) {
    const rows = page.rows.flatMap(([label, value]) => [make("dt", {}, label), make("dd", {}, value)]);
    const attempts = page.attempts.map((attempt) => make("li", {}, attempt));
    return [
      make("p", { class: "seal", role: "status" }, STATES[page.state], page.state === "complete" ? " ✓" : ""),
      make("dl", {}, ...rows),
      ...(attempts.length ? [make("h3", {}, "Petugas yang ditelepon"), make("ol", {}, ...attempts)] : []),
      ...this.makeProof(page),
    ];
  }

  makeProof({ state, facts }) {
    if (state === "unsettled") {
      const ask = () => this.desk.act("/sweep");
      return [
        make("p", { class: "hint" }, "Laporan terakhir belum datang. Sesudah tiga menit, Piket menanyakan sendiri akhir panggilan ini kepada Twilio."),
        make("button", { type: "button", onclick: ask }, "Tanyakan sekarang"),
      ];
    }
    if (state === "kept") {
      return [make("p", { class: "hint" }, "Dari sebelum peragaan dimulai ulang; jalannya panggilan tidak disimpan.")];
    }
    if (!facts.length) return [];
    const lines = facts.map(({ text, holds }) =>
      make("li", { class: holds ? "holds" : "fails" }, make("span", { "aria-hidden": "true" }, holds ? "✓" : "✗"), ` ${text}`,
        make("span", { class: "unseen" }, holds ? ": cocok" : ": tidak cocok")),
    );
    return [make("h3", {}, "Dicocokkan dengan jaringan"), make("ul", { class: "proof" }, ...lines)];
  }

  drawTimeline() {
    const list = byId("timeline");
    const showsWire = byId("show-wire").checked;
    const lines = (this.lines.get(this.call) ?? []).filter((line) => showsWire || line.tone !== "wire");
    const head = `${this.call}/${showsWire}`;
    if (list.dataset.head !== head) {
      list.replaceChildren();
      this.follows = true;
    }
    list.dataset.head = head;
    for (const line of lines.slice(list.children.length)) list.append(this.makeLine(line));
    if (this.follows) list.scrollTop = list.scrollHeight;
  }

  noteScroll() {
    const list = byId("timeline");
    this.follows = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  }

  makeLine({ time, who, what, tone }) {
    return make("li", { class: tone }, make("time", {}, time), make("b", {}, who), make("span", {}, what));
  }
}
