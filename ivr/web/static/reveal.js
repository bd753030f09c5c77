// Lets people read the passwords they type, in the form that the tick stands in.

for (const tick of document.querySelectorAll("[data-reveals]")) {
  const fields = tick.closest("form").querySelectorAll('input[type="password"]');
  tick.hidden = false;
  tick.querySelector("input").addEventListener("change", (event) => {
    for (const field of fields) field.type = event.target.checked ? "text" : "password";
  });
  // What is sent must be a password again, or the browser would keep it among the texts it suggests.
  tick.closest("form").addEventListener("submit", () => {
    for (const field of fields) field.type = "password";
  });
}
