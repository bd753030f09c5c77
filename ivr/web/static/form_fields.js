// The fields of the form: what stands in each, what is stored, and what lies between the two.

export const form = document.getElementById("talk-form");
export const CONTENT = new Set(["topic", "problem", "remark"]); // what a question was about
export const fields = new Map();
export const beacon = { "X-Requested-With": "piket" }; // a script of ours asks

// base: what is stored, as far as this page knows; saved: the text that stood here when it was saved last;
// refused: a text that cannot be kept as it is; conflict: what somebody else stored meanwhile;
// unheard: what was sent without an answer, so that it may be stored or not.

export function takeIn(box) {
  const name = box.dataset.field;
  const control = form.elements[name], hidden = form.elements[`base-${name}`];
  const isTick = control.type === "checkbox";
  const field = { name, box, control, isTick, hidden, refused: null, conflict: null, unheard: [] };
  field.base = isTick ? hidden.value !== "" : hidden.value;
  field.saved = box.hasAttribute("data-unsaved") ? field.base : asServed(field);
  fields.set(name, field);
  return field;
}

// Not what stands there now: on a slow line somebody types before this script has arrived.
function asServed({ control, isTick }) {
  if (isTick) return control.defaultChecked;
  if (control.options) return [...control.options].find((option) => option.defaultSelected)?.value ?? control.options[0].value;
  return control.defaultValue;
}

export const read = (field) => field.isTick ? field.control.checked : field.control.value;

export function write(field, value) {
  if (field.isTick) field.control.checked = value;
  else field.control.value = value;
}

const MOST_UNHEARD = 30; // as in form_page.py

export function noteSent(field) {
  const value = read(field);
  if (!field.unheard.includes(value)) field.unheard.push(value);
  if (field.unheard.length > MOST_UNHEARD) field.unheard.splice(MOST_UNHEARD / 2, 1); // the first may be what is stored
}

const isOpen = (field) => read(field) !== field.saved || field.unheard.length > 0;
export const isDirty = (field) => field.conflict === null && isOpen(field) && read(field) !== field.refused;
// Something stands there that the server does not have, also where it waits for a choice or for being shortened.
export const isUnsettled = (field) => field.conflict !== null || isOpen(field);
export const isConfidential = () => fields.has("is_confidential") && read(fields.get("is_confidential"));
export const dirty = () => [...fields.values()].filter(isDirty);
