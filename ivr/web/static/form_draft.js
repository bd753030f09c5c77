// What this browser keeps of a form until it is saved; of a confidential question nothing that tells its content.

import { CONTENT, fields, form, isConfidential, isUnsettled, read, write } from "./form_fields.js";

const PREFIX = "piket:form:";
const LONGEST = 7 * 24 * 3600 * 1000; // milliseconds; nobody comes back to a form after that
const draftKey = `${PREFIX}${form.dataset.attempt}:${form.dataset.person}`;

export function keepDraft() {
  const unsaved = {};
  for (const field of fields.values()) {
    if (!isUnsettled(field)) continue;
    if (isConfidential() && CONTENT.has(field.name)) continue;
    unsaved[field.name] = { base: field.base, value: read(field), sent: field.unheard };
  }
  try {
    if (Object.keys(unsaved).length) localStorage.setItem(draftKey, JSON.stringify({ at: Date.now(), fields: unsaved }));
    else localStorage.removeItem(draftKey);
  } catch { /* a browser that keeps nothing still saves to the server */ }
}

export function restoreDraft() {
  let draft = null;
  try { draft = JSON.parse(localStorage.getItem(draftKey)); } catch { /* nothing that can be read */ }
  let restored = false;
  for (const [name, { base, value, sent }] of Object.entries(draft?.fields ?? {})) {
    const field = fields.get(name);
    if (!field || field.conflict !== null || value === read(field)) continue;
    field.saved = read(field);
    field.base = base;
    field.unheard = sent;
    write(field, value);
    restored = true;
  }
  document.getElementById("restored").hidden = !restored;
  keepDraft(); // what arrived after all, or became confidential meanwhile, stays here no longer
  sweep();
}

// Callers' data does not lie for ever in a browser that several people use.
function sweep() {
  try {
    for (const key of Object.keys(localStorage).filter((one) => one.startsWith(PREFIX))) {
      let at = 0;
      try { at = JSON.parse(localStorage.getItem(key)).at ?? 0; } catch { /* nothing that can be read */ }
      if (Date.now() - at > LONGEST) localStorage.removeItem(key);
    }
  } catch { /* a browser that keeps nothing */ }
}
