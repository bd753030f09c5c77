// What makes a ringing telephone impossible to miss, the same on every page: sound, title and icon.

import { Ring } from "./ring.js";

export class Alarm {
  ring = new Ring();
  calmTitle = document.title;
  #icon = document.querySelector('link[rel="icon"]');
  #calmIcon = this.#icon.href;
  #ringingIcon;
  #rings = ""; // the attempt that rings
  #silenced = ""; // the attempt whose ring was silenced
  // The page may be open in several tabs, and all of them ring.
  #tabs = "BroadcastChannel" in window ? new BroadcastChannel("piket-silenced") : null;
  onsilence = () => {};

  constructor(ringingIcon) {
    this.#ringingIcon = ringingIcon;
    this.#tabs?.addEventListener("message", ({ data }) => this.#silence(data));
  }

  // Whether it is to be heard: it rings, and nobody silenced it.
  get isLoud() {
    return this.#rings !== "" && this.#rings !== this.#silenced;
  }

  // Told again and again: the attempt that rings ("" while none does), and the titles with and without it.
  shows(attempt, ringingTitle, calmTitle = this.calmTitle) {
    this.#rings = attempt;
    this.ring.should(this.isLoud);
    const icon = attempt ? this.#ringingIcon : this.#calmIcon;
    if (this.#icon.getAttribute("href") !== icon) this.#icon.setAttribute("href", icon);
    const title = attempt && document.title !== ringingTitle ? ringingTitle : calmTitle;
    if (document.title !== title) document.title = title;
  }

  silence() {
    this.#tabs?.postMessage(this.#rings);
    this.#silence(this.#rings);
  }

  #silence(attempt) {
    this.#silenced = attempt;
    this.ring.should(this.isLoud);
    this.onsilence();
  }
}
