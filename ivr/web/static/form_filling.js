// The buttons of the form: what they fill in, what they take away, and what the office suggests.

import { beacon, CONTENT, dirty, fields, form, isConfidential, read, write } from "./form_fields.js";

let save, isSaving; // the form's own way to save, and whether it does so now

export function offerFilling(saving, running) {
  [save, isSaving] = [saving, running];
  form.addEventListener("input", (event) => { if (event.target.name === "institution") suggest(); });
  form.querySelector("[data-number]")?.addEventListener("click", fillNumber);
  form.querySelector("[data-known-name]")?.addEventListener("click", fillKnown);
  fields.get("is_confidential")?.control.addEventListener("change", askAboutContent);
  form.querySelector('[name="clear"]')?.addEventListener("click", clearContent);
  const leave = document.getElementById("leave-content");
  if (leave) {
    leave.hidden = false;
    leave.addEventListener("click", () => { document.getElementById("clear-question").hidden = true; });
  }
  for (const line of document.querySelectorAll("[data-fills]")) {
    line.hidden = false;
    for (const button of line.querySelectorAll("button")) button.addEventListener("click", () => fill(line.dataset.fills, button.value));
  }
  for (const link of document.querySelectorAll("a[data-after-save]")) link.addEventListener("click", afterSaving);
  for (const other of document.querySelectorAll("form[data-after-save]")) other.addEventListener("submit", afterSaving);
}

function fill(name, value) {
  const field = fields.get(name);
  if (!field) return;
  write(field, value);
  save();
  field.control.focus();
}

function fillNumber(event) {
  event.preventDefault();
  const number = event.currentTarget.dataset.number, there = read(fields.get("contact")).trimEnd();
  if (!there.includes(number)) fill("contact", there ? `${there}\n${number}` : number);
}

function fillKnown(event) {
  event.preventDefault();
  const known = event.currentTarget.dataset;
  const last = { name: known.knownName, institution: known.knownInstitution, contact: known.knownContact };
  for (const [name, value] of Object.entries(last)) {
    if (value && !read(fields.get(name)).trim()) write(fields.get(name), value);
  }
  save();
}

let suggestTimer = 0;
function suggest() {
  clearTimeout(suggestTimer);
  const prefix = read(fields.get("institution"));
  if (!form.dataset.suggestUrl || prefix.trim().length < 2) return;
  suggestTimer = setTimeout(async () => {
    try {
      const answer = await fetch(`${form.dataset.suggestUrl}?q=${encodeURIComponent(prefix)}`, { headers: beacon });
      if (!answer.ok) return;
      const options = (await answer.json()).map((name) => Object.assign(document.createElement("option"), { value: name }));
      document.getElementById("institutions").replaceChildren(...options);
    } catch { /* without suggestions one types on */ }
  }, 250);
}

function askAboutContent() {
  const question = document.getElementById("clear-question");
  const hasContent = [...CONTENT].some((name) => fields.has(name) && read(fields.get(name)).trim());
  question.hidden = !(isConfidential() && hasContent);
}

function clearContent(event) {
  event.preventDefault();
  for (const name of CONTENT) write(fields.get(name), "");
  document.getElementById("clear-question").hidden = true;
  save();
}

// What needs the text on the server waits until it is there.
async function afterSaving(event) {
  if (!isSaving() && !dirty().length) return;
  event.preventDefault();
  const there = event.currentTarget;
  await save();
  if (dirty().length) return;
  if (there.tagName === "FORM") there.submit();
  else location.assign(there.href);
}
