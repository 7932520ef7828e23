// Keys for the list of people. They work only while something in the list has the focus. Each presses a button that
// the page has anyway.

import { keysAreOn, offerKeys } from "./keys_switch.js";

const list = document.getElementById("people-list");

function heard(event) {
  if (!keysAreOn() || event.ctrlKey || event.altKey || event.metaKey) return;
  const key = event.key.toLowerCase();
  const wording = event.target.closest("[data-wording]");
  const pressed = key === "m" ? document.getElementById("same-person")
    : key === "s" && wording ? wording.querySelector("button") : null;
  if (!pressed) return;
  event.preventDefault();
  pressed.click();
}

if (list && document.getElementById("keys")) {
  list.addEventListener("keydown", heard);
  offerKeys();
}
