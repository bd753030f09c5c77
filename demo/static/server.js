// The way to the demonstration's API.

const PLACE = "/demo";

export class Refused extends Error {}

/** What the server says about `path`. Throws TypeError when nobody answers. */
export async function ask(path) {
  const answer = await fetch(PLACE + path, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Refused(`HTTP ${answer.status}`);
  return answer.json();
}

/** Do something. Throws Refused with a sentence for the visitor. */
export async function order(path, body = {}) {
  const answer = await fetch(PLACE + path, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify(body),
  });
  if (answer.ok) return;
  const said = await answer.json().catch(() => ({}));
  throw new Refused(said.sorry || "Peragaan menolak permintaan itu.");
}
