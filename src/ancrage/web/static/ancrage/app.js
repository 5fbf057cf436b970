// What a script adds to pages that work without one: dropping files and folders, a question before what cannot be
// taken back, a few keys, closing of messages, printing.
"use strict";

const MOST_FILES = 2000;
const find = (selector, within = document) => within.querySelector(selector);
const live = (said) => {
  const place = document.getElementById("live");
  if (place && said && place.textContent !== said) place.textContent = said;
};

// Dropping files

async function filesOf(entry) {
  if (entry.isFile) return [await new Promise((done, failed) => entry.file(done, failed))];
  const reader = entry.createReader();
  const found = [];
  for (;;) { // a reader gives a folder in parts
    const part = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!part.length) return found;
    for (const child of part) {
      for (const file of await filesOf(child)) {
        file.within = entry.fullPath.replace(/^\//, "");
        found.push(file);
      }
    }
  }
}

async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean);
  if (!entries.length) return [...transfer.files];
  const found = [];
  for (const entry of entries) found.push(...(await filesOf(entry)));
  return found;
}

function send(form, all) {
  const error = find("[data-error]", form);
  const files = all.filter((file) => file.size && !file.name.startsWith("."));
  const fail = (said) => {
    error.textContent = said;
    error.hidden = false;
    find("[data-progress]", form).hidden = true;
    find(".drop-zone", form).hidden = false;
  };
  error.hidden = true;
  if (!files.length) return fail(form.dataset.none);
  if (files.length > MOST_FILES) return fail(form.dataset.most);
  const data = new FormData();
  data.append("csrfmiddlewaretoken", find("[name=csrfmiddlewaretoken]", form).value);
  const folder = files.map((file) => (file.webkitRelativePath || file.within || "").split("/")[0]).find(Boolean);
  if (folder) data.append("folder", folder);
  for (const file of files) data.append("files", file, file.name);
  const progress = find("[data-progress]", form);
  const bar = find("progress", progress);
  const count = files.length > 1 ? form.dataset.many.replace("{count}", files.length) : files[0].name;
  find("[data-said]", progress).textContent = `${form.dataset.sending} : ${count}`;
  live(form.dataset.sending);
  progress.hidden = false;
  find(".drop-zone", form).hidden = true;
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
  request.setRequestHeader("Accept", "application/json");
  request.upload.onprogress = (event) => {
    if (event.lengthComputable) bar.value = Math.round((100 * event.loaded) / event.total);
  };
  request.onerror = () => fail(form.dataset.failed);
  request.onload = () => {
    let answer = {};
    try { answer = JSON.parse(request.responseText); } catch { /* a page, not data */ }
    if (request.status >= 400) return fail(answer.error || form.dataset.failed);
    location.assign(answer.url || request.getResponseHeader("HX-Redirect") || request.responseURL || location.href);
  };
  request.send(data);
}

for (const form of document.querySelectorAll("[data-drop]")) {
  form.classList.add("scripted");
  const folder = find("[data-folder]", form);
  if ("webkitdirectory" in HTMLInputElement.prototype) folder.hidden = false;
  for (const input of form.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => { if (input.files.length) send(form, [...input.files]); });
  }
  let depth = 0; // dragging over a child leaves its parent
  form.addEventListener("dragenter", () => { depth += 1; form.classList.add("over"); });
  form.addEventListener("dragleave", () => { depth -= 1; if (depth <= 0) form.classList.remove("over"); });
  form.addEventListener("drop", () => { depth = 0; form.classList.remove("over"); });
}
// A file let go anywhere on a page that takes files goes to its zone; elsewhere it does not replace the page.
document.addEventListener("dragover", (event) => { if (event.dataTransfer.types.includes("Files")) event.preventDefault(); });
document.addEventListener("drop", async (event) => {
  if (!event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  const form = find("[data-drop]");
  if (form) send(form, await dropped(event.dataTransfer));
});

// A question first: data-confirm on a form, or on the button that sends it

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  const said = (submitter && submitter.dataset.confirm) || form.dataset.confirm;
  const dialog = document.getElementById("confirm");
  if (!said || !dialog || !dialog.showModal || form.dataset.sure) return;
  event.preventDefault();
  event.stopPropagation();
  document.getElementById("confirm-said").textContent = said;
  dialog.returnValue = "";
  dialog.addEventListener("close", () => {
    if (dialog.returnValue !== "yes") return;
    form.dataset.sure = "yes";
    form.requestSubmit(submitter || undefined);
    delete form.dataset.sure;
  }, { once: true });
  dialog.showModal();
}, true);

// Buttons

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-close], [data-print], [data-copy], [data-help]");
  if (!button) return;
  if (button.hasAttribute("data-close")) button.closest(".message").remove();
  else if (button.hasAttribute("data-print")) window.print();
  else if (button.hasAttribute("data-help")) help.showModal();
  else navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim()).then(() => live(button.dataset.copied));
});
for (const button of document.querySelectorAll("[data-close], [data-print], [data-help]")) button.hidden = false;
if (navigator.clipboard) for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;

// Keys: ? for help, g then a letter for a page

const keys = new Map([...document.querySelectorAll("[data-key]")].map((link) => [link.dataset.key, link.href]));
const help = document.getElementById("help");
const switched = find("[data-keys]"); // keys can be turned off: those who speak to their computer type them unawares
const stored = (value) => {
  try {
    if (value !== undefined) localStorage.setItem("ancrage-keys", value);
    return localStorage.getItem("ancrage-keys");
  } catch { return null; } // storage is refused: keys stay on
};
if (switched) {
  switched.checked = stored() !== "off";
  switched.addEventListener("change", () => stored(switched.checked ? "on" : "off"));
}
let waiting = 0;
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || (switched && !switched.checked)) return;
  if (event.target.closest("input, select, textarea, dialog[open], [contenteditable]")) return;
  if (event.key === "?" && help && help.showModal) help.showModal();
  else if (Date.now() < waiting && keys.has(event.key)) location.assign(keys.get(event.key));
  waiting = event.key === "g" ? Date.now() + 1200 : 0;
});

// Progress is said aloud when its words change, not each second
document.addEventListener("htmx:afterSwap", () => {
  const job = find("[data-say]");
  if (job) live(job.dataset.say);
});
