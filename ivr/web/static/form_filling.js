// The buttons of the form: what they fill in, what they take away, and what the office suggests.

import { beacon, CONTENT, fields, form, isConfidential, isUnsettled, read, write } from "./form_fields.js";

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
    const offered = [...line.querySelectorAll("button")];
    const all = offered.map((one) => one.value);
    for (const button of offered) button.addEventListener("click", () => fillIn(line.dataset.fills, button.value, all));
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

// One offered text takes the place of another, and never that of what was typed.
function fillIn(name, value, offered) {
  const there = read(fields.get(name)).trim();
  const before = offered.find((one) => there.endsWith(`; ${one}`));
  const typed = before ? there.slice(0, -before.length - 2) : there;
  fill(name, !typed || offered.includes(typed) || typed === value ? value : `${typed}; ${value}`);
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
  const isAllThere = () => ![...fields.values()].some(isUnsettled);
  if (!isSaving() && isAllThere()) return;
  event.preventDefault();
  const there = event.currentTarget;
  await save();
  if (!isAllThere()) return; // the line beside Simpan says why
  if (there.tagName === "FORM") there.submit();
  else location.assign(there.href);
}
