// Keys for the list of people. They work only while something in the list has the focus, and can be turned off
// (WCAG 2.1.4). Each key presses a button that the page has anyway.

const list = document.getElementById("people-list");
const keys = document.getElementById("keys");
const turn = document.getElementById("keys-switch");
// The same switch as in the review of redactions: one choice for every list.
const SETTING = "review-keys";

function stored() {
  try {
    return localStorage.getItem(SETTING) !== "off";
  } catch {
    return true;
  }
}

let on = stored();

function say() {
  turn.textContent = on ? "Turn shortcuts off" : "Turn shortcuts on";
}

function heard(event) {
  if (!on || event.ctrlKey || event.altKey || event.metaKey) return;
  const key = event.key.toLowerCase();
  const wording = event.target.closest("[data-wording]");
  const pressed = key === "m" ? document.getElementById("same-person")
    : key === "s" && wording ? wording.querySelector("button") : null;
  if (!pressed) return;
  event.preventDefault();
  pressed.click();
}

if (list && keys) {
  keys.hidden = false;
  say();
  list.addEventListener("keydown", heard);
  turn.addEventListener("click", () => {
    on = !on;
    try {
      localStorage.setItem(SETTING, on ? "on" : "off");
    } catch { /* A browser that keeps nothing forgets the choice when the page is left. */ }
    say();
  });
}
