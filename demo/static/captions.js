// Shows what is heard, word by word as it is spoken, and tells screen readers each sentence once.

import { make, setText } from "./dom.js";

const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

/** How much of an utterance has been spoken by now; between two answers of the server the clock goes on here. */
export function spokenLength(utterance, receivedAt) {
  if (utterance.is_over) return utterance.said;
  if (calm.matches) return utterance.text.length;
  const elapsed = utterance.elapsed + (performance.now() - receivedAt) / 1000;
  return Math.min(utterance.text.length, Math.floor((utterance.text.length * elapsed) / utterance.seconds));
}

export class Captions {
  constructor(place, spokenPlace = null) {
    this.place = place;
    this.spokenPlace = spokenPlace;
    this.lines = new Map();
    this.call = null;
  }

  /** Take the newest state of one leg; another leg begins with an empty display. */
  update(leg, receivedAt) {
    if (leg?.sid !== this.call) {
      this.call = leg?.sid;
      this.lines.clear();
      this.place.replaceChildren();
    }
    for (const utterance of leg?.heard ?? []) {
      if (!this.lines.has(utterance.id)) this.begin(utterance);
      Object.assign(this.lines.get(utterance.id), { utterance, receivedAt });
    }
    this.draw();
  }

  begin(utterance) {
    const said = make("span");
    const unsaid = make("span", { class: "unsaid" });
    this.lines.set(utterance.id, { said, unsaid, node: this.place.appendChild(make("p", {}, said, unsaid)) });
    this.spokenPlace?.replaceChildren(make("p", {}, utterance.text));
  }

  draw() {
    let grew = this.lines.size > 0 && this.height !== this.place.clientHeight;
    for (const line of this.lines.values()) {
      const { text, is_over: isOver } = line.utterance;
      const length = spokenLength(line.utterance, line.receivedAt);
      grew ||= line.said.textContent.length !== length;
      setText(line.said, text.slice(0, length));
      // The rest keeps its place, so that no word jumps to the next line while it is spoken.
      setText(line.unsaid, isOver ? "" : text.slice(length));
      line.node.classList.toggle("cut", isOver && length < text.length);
    }
    if (grew) this.scroll();
  }
  /** Keep the last spoken word in view, not the silent rest behind it. */
  scroll() {
    this.height = this.place.clientHeight;
    const last = [...this.lines.values()].at(-1).said;
    const end = last.getBoundingClientRect().bottom - this.place.getBoundingClientRect().top + this.place.scrollTop;
    this.place.scrollTop = Math.max(0, end + 4 - this.height);
  }
}
