// Sends the chosen file in parts that can be resumed, and says truthfully how much the server has.
// Without this script the same form sends the file in one go. File names are written as text, never as markup.
import { Sha256 } from "./sha256.js";

const PIECE = 4 * 1024 * 1024;
const PART = 16 * 1024 * 1024;

const form = document.getElementById("upload-form");
const progress = document.getElementById("upload-progress");
const words = document.getElementById("upload-words");
const bar = document.getElementById("upload-bar");
const stopButton = document.getElementById("upload-stop");
let stopped = false;
let upload = null;
let lastWords = "";

function say(sentence) {
  if (sentence === lastWords) return;
  lastWords = sentence;
  words.textContent = sentence;
}

function sized(bytes) {
  if (bytes < 1024) return `${bytes} bytes`;
  const units = ["KB", "MB", "GB"];
  let amount = bytes / 1024;
  let unit = 0;
  for (; amount >= 1024 && unit < 2; unit += 1) amount /= 1024;
  return `${amount >= 10 ? Math.round(amount) : amount.toFixed(1)}${units[unit]}`;
}

function show(part, whole, doing) {
  const percent = whole ? Math.floor((part / whole) * 100) : 0;
  bar.value = percent;
  say(`${doing}: ${percent}% (${sized(part)} of ${sized(whole)})`);
}

async function digest(file) {
  const sum = new Sha256();
  for (let at = 0; at < file.size && !stopped; at += PIECE) {
    const piece = await file.slice(at, at + PIECE).arrayBuffer();
    sum.update(new Uint8Array(piece));
    show(Math.min(at + PIECE, file.size), file.size, "Reading the file on your computer");
  }
  return sum.hex();
}

function mayBeSent() {
  const typed = new FormData(form);
  const madeBy = typed.get("made_by");
  const named = madeBy === "own" || (madeBy === "other" && String(typed.get("originator")).trim());
  const file = typed.get("file");
  const fits = file instanceof File && file.size > 0 && file.size <= Number(form.dataset.limit);
  // Whatever is missing, the server says so in the page's own words: the form goes there as it is.
  return fits && named && String(typed.get("title")).trim();
}

function failed(error) {
  const answer = error.originalResponse;
  const sentence = answer && answer.getBody().trim();
  progress.querySelector("h2").textContent = "There is a problem";
  if (answer && answer.getStatus() === 401) say("Your session has ended. Sign in again, then choose the same file: the upload goes on from where it stood.");
  else say(sentence || "The selected file could not be uploaded – try again. Choose the same file and it goes on from where it stood.");
  form.hidden = false;
  stopButton.hidden = true;
}

function remember(key, url) {
  try {
    if (url) localStorage.setItem(key, url);
    else localStorage.removeItem(key);
  } catch { /* A browser that keeps nothing cannot resume after it was closed; within the page it still does. */ }
}

function remembered(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

async function send(file) {
  const typed = new FormData(form);
  form.hidden = true;
  progress.hidden = false;
  stopButton.hidden = false;
  stopped = false;
  progress.querySelector("h2").textContent = "Your upload";
  const sha256 = await digest(file);
  if (stopped) return;
  const key = `upload:${form.dataset.matter}:${sha256}`;
  upload = new tus.Upload(file, {
    endpoint: form.dataset.endpoint,
    uploadUrl: remembered(key),
    chunkSize: PART,
    retryDelays: [0, 1000, 3000, 5000, 10000, 20000, 30000],
    storeFingerprintForResuming: false,
    headers: { "X-CSRF-Token": document.querySelector("meta[name=csrf-token]").content },
    metadata: {
      matter: form.dataset.matter,
      title: String(typed.get("title")),
      filename: file.name,
      originator: typed.get("made_by") === "other" ? String(typed.get("originator")) : "",
      sha256,
    },
    onUploadUrlAvailable: () => remember(key, upload.url),
    onShouldRetry: (error) => {
      const status = error.originalResponse ? error.originalResponse.getStatus() : 0;
      if (!stopped) say("The connection broke off. Trying again by itself.");
      return status === 0 || status >= 500 || status === 409 || status === 460;
    },
    // What this browser has sent may be lost on the way: what counts is what the server says it has.
    onChunkComplete: (_size, accepted, whole) => show(accepted, whole, "Uploading"),
    onError: failed,
    onSuccess: () => {
      remember(key, null);
      say("All of it has arrived. It is being checked for malware and sealed.");
      window.location.assign(upload.url);
    },
  });
  show(0, file.size, "Uploading");
  upload.start();
}

if (form && window.tus && tus.isSupported) {
  const input = document.getElementById("file");
  const place = form.querySelector(".site-drop");
  form.addEventListener("submit", (event) => {
    if (!mayBeSent()) return;
    event.preventDefault();
    send(input.files[0]);
  });
  stopButton.addEventListener("click", async () => {
    stopped = true;
    if (upload) await upload.abort(true).catch(() => {});
    upload = null;
    form.hidden = false;
    progress.hidden = true;
    input.focus();
  });
  for (const kind of ["dragover", "dragleave", "drop"]) {
    place.addEventListener(kind, (event) => {
      event.preventDefault();
      place.classList.toggle("is-over", kind === "dragover");
      if (kind === "drop" && event.dataTransfer.files.length) input.files = event.dataTransfer.files;
    });
  }
}
