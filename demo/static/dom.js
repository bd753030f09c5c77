// The few words with which the other modules speak to the page.

export const byId = (id) => document.getElementById(id);

/** A new element; `on…` attributes are listeners, true and false set or leave out an attribute. */
export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

/** Change a text only where it differs, so that selections and screen readers are left in peace. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Put these children in place of the old ones, unless `signature` says that nothing changed. */
export function replaceChildren(node, signature, makeChildren) {
  if (node.dataset.signature === signature) return false;
  node.dataset.signature = signature;
  node.replaceChildren(...makeChildren());
  return true;
}

/** 75 -> "01.15". */
export function minutes(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  return `${String(Math.floor(whole / 60)).padStart(2, "0")}.${String(whole % 60).padStart(2, "0")}`;
}
