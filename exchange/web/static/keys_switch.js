// The switch that turns the keys of a list off (WCAG 2.1.4): one choice for every list, which this browser remembers.

const SETTING = "review-keys";

function remembered() {
  try {
    return localStorage.getItem(SETTING) !== "off";
  } catch {
    return true;
  }
}

let on = remembered();

export function keysAreOn() {
  return on;
}

// Shows the help on keys with its switch; `changed` is called now, and after each turn.
export function offerKeys(changed = () => {}) {
  const turn = document.getElementById("keys-switch");
  const say = () => {
    turn.textContent = on ? "Turn shortcuts off" : "Turn shortcuts on";
    changed();
  };
  turn.addEventListener("click", () => {
    on = !on;
    try {
      localStorage.setItem(SETTING, on ? "on" : "off");
    } catch { /* A browser that keeps nothing forgets the choice when the page is left. */ }
    say();
  });
  document.getElementById("keys").hidden = false;
  say();
}
