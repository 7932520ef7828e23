// Keys for the list of suggestions. They work only while a suggestion itself has the focus, never in a box or on a
// button. Each key presses a button or follows a link that the page has anyway.

import { keysAreOn, offerKeys } from "./keys_switch.js";
import { AGAIN_AFTER } from "./send_once.js";

const list = document.getElementById("finding-list");
const items = list ? [...list.querySelectorAll(".site-finding")] : [];
const keys = document.getElementById("keys");
let current = 0;
let sentAt = -AGAIN_AFTER;

// One suggestion at a time can be reached with Tab; none while the keys are off.
function setTabStop() {
  for (const [place, item] of items.entries()) {
    item.tabIndex = keysAreOn() && place === current ? 0 : -1;
  }
}

function go(place) {
  if (place < 0 || place >= items.length) return;
  current = place;
  setTabStop();
  items[place].focus();
}

function nextLeft(step) {
  for (let place = current + step; place >= 0 && place < items.length; place += step) {
    if ("left" in items[place].dataset) return go(place);
  }
  return undefined;
}

function press(key, item) {
  // The suggestion with the focus is decided already, and its page about to go: nothing is decided unseen.
  if (Date.now() - sentAt < AGAIN_AFTER) return true;
  const group = item.closest(".site-group");
  // For one who has a single wording, all of it is that wording.
  const found = item.querySelector(`[data-key="${key}"]`) || group.querySelector(`[data-key="${key}"]`)
    || (key === "a" ? item.querySelector('[data-key="r"]') : document.querySelector(`[data-key="${key}"]`));
  if (found) found.click();
  return Boolean(found);
}

function turnPage(which) {
  document.querySelector(`.site-page nav a[rel=${which}]`)?.click();
}

function reason(number, item) {
  // The reason counts for this wording, and for all of the person's when they are decided together.
  const whole = [...item.closest(".site-group").children].map((each) => each.querySelector?.(":scope > .govuk-form-group > select[name=ground]"));
  for (const select of [item.querySelector("select[name=ground]"), ...whole]) {
    if (select && number < select.options.length) select.selectedIndex = number;
  }
}

function showKeys() {
  keys.open = true;
  keys.querySelector("summary").focus();
}

const DOES = {
  ArrowDown: () => go(current + 1),
  ArrowUp: () => go(current - 1),
  Home: () => go(0),
  End: () => go(items.length - 1),
  PageDown: () => turnPage("next"),
  PageUp: () => turnPage("prev"),
  "?": showKeys,
};

function heard(event) {
  const item = event.target;
  if (!keysAreOn() || !item.classList.contains("site-finding") || event.ctrlKey || event.altKey || event.metaKey) return;
  current = items.indexOf(item);
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key in DOES) DOES[key]();
  else if (key === "n") nextLeft(event.shiftKey ? -1 : 1);
  else if (/^[1-9]$/.test(key)) reason(Number(key), item);
  else if (!/^[a-z]$/.test(key) || !press(key, item)) return;
  event.preventDefault();
}

if (list && keys) {
  list.addEventListener("keydown", heard);
  document.addEventListener("submit", () => { sentAt = Date.now(); });
  list.addEventListener("focusin", (event) => {
    const place = items.indexOf(event.target);
    if (place >= 0) current = place;
  });
  const first = items.findIndex((item) => "left" in item.dataset);
  current = Math.max(0, first);
  const wanted = items.findIndex((item) => `#${item.id}` === window.location.hash);
  offerKeys(setTabStop);
  if (wanted >= 0) go(wanted);
  // A new page is no change that a screen reader tells of: put the words in again, so that it does.
  const progress = document.getElementById("progress");
  if (window.location.hash) {
    const words = progress.firstElementChild;
    words.remove();
    setTimeout(() => progress.append(words), 100);
  }
}
