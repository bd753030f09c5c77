// Who would be rung now for each unit, and the rule's own reasons.

import { byId, make, replaceChildren, setText } from "./dom.js";

export class WatchPanel {
  update(watch) {
    const shared = sharedReasons(watch);
    setText(byId("watch-shared"), shared.join(" "));
    const units = watch.map((unit) => ({ ...unit, reasons: unit.reasons.slice(shared.length) }));
    replaceChildren(byId("watch"), JSON.stringify(units), () => units.map((unit) => this.makeUnit(unit)));
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

/** The reasons with which every unit's chain begins: the day, the hours, the break; they are said once. */
function sharedReasons(watch) {
  const [first, ...others] = watch.map((unit) => unit.reasons);
  const differs = first.findIndex((reason, place) => others.some((reasons) => reasons[place] !== reason));
  return differs < 0 ? first : first.slice(0, differs);
}
