// On a narrow screen one part of the page is shown at a time.

import { byId, setText } from "./dom.js";

export function listenToTabs() {
  for (const tab of byId("tabs").children) {
    tab.addEventListener("click", () => showTab(tab.dataset.tab));
  }
}

export function showTab(name) {
  document.body.dataset.tab = name;
  for (const tab of byId("tabs").children) tab.setAttribute("aria-pressed", String(tab.dataset.tab === name));
  window.scrollTo(0, 0);
}

/** Tell on the tab how many telephones ring, since they may be out of sight. */
export function showRinging(count) {
  byId("ringing-badge").hidden = count === 0;
  setText(byId("ringing-badge"), count ? `${count} berdering` : "");
}
