// The computer's keyboard as the keys of the telephone in hand.

const WRITES = "input, select, textarea";
const ACTS_ON_ENTER = "button, summary, a, label";

export function listenToKeys(desk) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest?.(WRITES)) return;
    if (event.key === "Escape") desk.escape();
    else if (event.repeat) return;
    else if (/^[0-9*#]$/.test(event.key)) desk.press(event.key);
    else if (event.key === "Backspace" && !desk.isLineInUse) desk.erase();
    else if (event.key === "Enter" && !event.target.closest?.(ACTS_ON_ENTER)) desk.enter();
    else return;
    event.preventDefault();
  });
}
