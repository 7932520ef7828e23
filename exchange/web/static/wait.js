// On a page that waits for work to be done: looks now and then whether it is, and says so by showing it.
// Gives up after ten minutes, so that a page left open does not keep a session alive.

const EVERY = 3000;
const UNTIL = Date.now() + 600000;
const here = document.querySelector("[data-state]");

async function look() {
  if (Date.now() > UNTIL) return;
  try {
    const answer = await fetch(window.location.pathname, { cache: "no-store", redirect: "error" });
    const found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-state]");
    if (!found || found.dataset.state !== here.dataset.state) {
      window.location.reload();
      return;
    }
  } catch { /* The connection broke off: the next look may get through. */ }
  setTimeout(look, EVERY);
}

if (here) setTimeout(look, EVERY);
