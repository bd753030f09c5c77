// The bar: where the demonstration's clock stands, and which misfortunes befall the network.

import { byId, make, setText } from "./dom.js";

export class ClockBar {
  constructor(desk, moments) {
    this.desk = desk;
    byId("moments").append(
      ...moments.map(({ key, label, when }) =>
        make("button", { type: "button", "data-moment": key, title: when, onclick: () => this.move({ moment: key }) }, label),
      ),
    );
    byId("own-moment").addEventListener("submit", (event) => {
      event.preventDefault();
      this.move({ at: byId("own-at").value });
    });
    byId("own-at").addEventListener("input", () => {
      this.isTyped = true;
    });
  }

  async move(where) {
    this.isTyped = false;
    await this.desk.act("/clock", where);
  }

  update({ date, time, zone, input, is_open: isOpen }) {
    setText(byId("clock-date"), date);
    setText(byId("clock-time"), time);
    setText(byId("clock-zone"), zone);
    setText(byId("clock-lamp"), isOpen ? "buka" : "tutup");
    byId("clock-lamp").dataset.open = String(isOpen);
    // What the visitor is typing stays; otherwise the field goes with the clock.
    if (!this.isTyped && document.activeElement !== byId("own-at")) byId("own-at").value = input;
  }
}

export class TroubleForm {
  constructor(desk, misfortunes) {
    this.desk = desk;
    const groups = Map.groupBy ? Map.groupBy(misfortunes, (one) => one.group) : grouped(misfortunes);
    const fields = [...groups].map(([group, ones]) =>
      make("fieldset", {}, make("legend", {}, group), ...ones.map((one) => this.makeTick(one))),
    );
    const calm = make("button", { type: "button", id: "no-trouble", onclick: () => this.order([]) }, "Tanpa gangguan");
    byId("trouble-form").append(...fields, calm);
  }

  makeTick({ key, label }) {
    const order = () => this.order(this.ticks.filter((tick) => tick.checked).map((tick) => tick.value));
    return make("label", { class: "tick" }, make("input", { type: "checkbox", value: key, onchange: order }), ` ${label}`);
  }

  get ticks() {
    return [...byId("trouble-form").querySelectorAll("input")];
  }

  async order(keys) {
    this.isOrdering = true;
    await this.desk.act("/misfortunes", { keys });
    this.isOrdering = false;
    this.orderedAt = performance.now();
  }

  /** What the server said at `receivedAt`; older news must not undo a tick just made. */
  update(chosen, receivedAt) {
    if (this.isOrdering || receivedAt < this.orderedAt) return;
    for (const tick of this.ticks) tick.checked = chosen.includes(tick.value);
    byId("trouble-count").hidden = chosen.length === 0;
    setText(byId("trouble-count"), String(chosen.length));
    byId("trouble").classList.toggle("befallen", chosen.length > 0);
  }
}

function grouped(misfortunes) {
  const groups = new Map();
  for (const one of misfortunes) groups.set(one.group, [...(groups.get(one.group) ?? []), one]);
  return groups;
}
