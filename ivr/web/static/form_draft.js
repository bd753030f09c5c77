// What this browser keeps of a form until it is saved; of a confidential question nothing that tells its content.

import { CONTENT, fields, form, isConfidential, read, write } from "./form_fields.js";

const draftKey = `piket:form:${form.dataset.attempt}:${form.dataset.person}`;

export function keepDraft() {
  const unsaved = {};
  for (const field of fields.values()) {
    if (read(field) === field.saved && field.conflict === null) continue;
    if (isConfidential() && CONTENT.has(field.name)) continue;
    unsaved[field.name] = { base: field.base, value: read(field) };
  }
  try {
    if (Object.keys(unsaved).length) localStorage.setItem(draftKey, JSON.stringify(unsaved));
    else localStorage.removeItem(draftKey);
  } catch { /* a browser that keeps nothing still saves to the server */ }
}

export function restoreDraft() {
  let draft = null;
  try { draft = JSON.parse(localStorage.getItem(draftKey)); } catch { /* nothing that can be read */ }
  let restored = false;
  for (const [name, { base, value }] of Object.entries(draft ?? {})) {
    const field = fields.get(name);
    if (!field || field.conflict !== null || value === read(field)) continue;
    field.saved = read(field);
    field.base = base;
    write(field, value);
    restored = true;
  }
  document.getElementById("restored").hidden = !restored;
}
