// A form is sent once. Pressed again while the answer is on its way, it would do the same twice, or be told that
// somebody else was first. One that only gives a file leaves its page standing, and may be sent again soon.

// In milliseconds: longer than any answer takes.
export const AGAIN_AFTER = 10000;

export function sendOnce() {
  const sent = new WeakMap();
  document.addEventListener("submit", (event) => {
    // What a script sends in its own way is that script's business.
    if (event.defaultPrevented || event.target.method !== "post") return;
    if (Date.now() - (sent.get(event.target) ?? -AGAIN_AFTER) < AGAIN_AFTER) event.preventDefault();
    else sent.set(event.target, Date.now());
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) for (const form of document.forms) sent.delete(form);
  });
}
