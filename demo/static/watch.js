// Who would be rung now for each unit, and the rule's own reasons.

import { byId, make, replaceChildren } from "./dom.js";

export class WatchPanel {
  update(watch) {
    replaceChildren(byId("watch"), JSON.stringify(watch), () => watch.map((unit) => this.makeUnit(unit)));
  }

  makeUnit({ unit, name, rings, fallbacks, reasons }) {
    const later = fallbacks.length ? `, lalu ${fallbacks.join(", ")}` : "";
    const answer = rings.length ? rings.join(", lalu ") + later : fallbacks.length ? fallbacks.join(", lalu ") : "Tidak ada";
    return make(
      "article",
      { "data-unit": unit, class: rings.length ? "" : "nobody" },
      make("h3", {}, name),
      make("p", { class: "rings" }, answer),
      make("ul", {}, ...reasons.map((reason) => make("li", {}, reason))),
    );
  }
}
