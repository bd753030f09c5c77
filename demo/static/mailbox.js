// The mailbox: closing the day, and showing the recap that came of it.

import { order } from "./server.js";

const button = document.getElementById("close-day");
const notice = document.getElementById("notice");

button.addEventListener("click", async () => {
  button.disabled = true;
  notice.hidden = true;
  try {
    await order("/mailbox/close-day");
    location.assign("/demo/mailbox/newest");
  } catch (fault) {
    notice.textContent = fault instanceof TypeError ? "Peragaan tidak menjawab." : fault.message;
    notice.hidden = false;
    button.disabled = false;
  }
});
