// The desk under the hand: keys, drafts, quotations. Every page works without it; it only saves steps.

const JUMPS = { q: "/queue", s: "/sign-off", a: "/articles", f: "/search" };
const JUMP_MS = 1200;
const find = (selector) => document.querySelector(selector);
const isTyping = (node) => node.isContentEditable || node.matches("input:not([type=checkbox],[type=radio],[type=submit]), textarea, select");

// Lists: j and k walk, Enter opens (the link itself is focused, so the browser does it).
function walk(step) {
  const items = [...document.querySelectorAll("[data-list] [data-item]")].filter((item) => item.checkVisibility());
  if (!items.length) return false;
  const here = items.findIndex((item) => item.contains(document.activeElement));
  const next = items[here < 0 ? (step > 0 ? 0 : items.length - 1) : Math.min(Math.max(here + step, 0), items.length - 1)];
  const target = next.querySelector("[data-open], a, button");
  if (target) target.focus();
  else { next.tabIndex = -1; next.focus(); }
  next.scrollIntoView({ block: "nearest" });
  return true;
}

function press(key) {
  const target = [...document.querySelectorAll("[data-key]")].find((node) => node.dataset.key === key && !node.disabled && node.checkVisibility());
  if (target) target.click();
  return Boolean(target);
}

function openShortcuts() {
  const dialog = find("#shortcuts");
  if (!dialog || dialog.open) return false;
  dialog.showModal();
  return true;
}

function focusSearch() {
  const field = find("[data-search]");
  if (field) field.select();
  return Boolean(field);
}

let jumpUntil = 0;
function act(key) {
  if (Date.now() < jumpUntil) {
    jumpUntil = 0;
    if (JUMPS[key]) { location.assign(JUMPS[key]); return true; }
  }
  if (key === "g") { jumpUntil = Date.now() + JUMP_MS; return true; }
  if (key === "j") return walk(1);
  if (key === "k") return walk(-1);
  if (key === "?") return openShortcuts();
  if (key === "/") return focusSearch();
  return press(key);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.altKey || !(event.target instanceof Element)) return;
  const form = event.target.closest("form");
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    if (form) { event.preventDefault(); form.requestSubmit(); }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.repeat && !"jk".includes(event.key)) return;
  if (isTyping(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (find("dialog[open]")) return;
  if (event.key === "Escape") closeMenus(null);
  if (act(event.key)) event.preventDefault();
});

const closeMenus = (inside) => {
  for (const menu of document.querySelectorAll("details.person[open]")) if (!menu.contains(inside)) menu.open = false;
};
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener && !("command" in HTMLButtonElement.prototype)) find(`#${CSS.escape(opener.dataset.opens)}`)?.showModal();
  closeMenus(event.target);
});

// "Use selected words": what was last selected inside [data-quote-from] goes to the field whose data-quote-target has that name.
let selected = "";
document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return;
  const start = selection.getRangeAt(0).startContainer;
  const place = start.nodeType === Node.ELEMENT_NODE ? start : start.parentElement;
  if (place?.closest("[data-quote-from]")) selected = selection.toString().trim();
});
for (const button of document.querySelectorAll("[data-quote-to]")) {
  const scope = button.closest("form") ?? document;
  const field = scope.querySelector(`[data-quote-target="${CSS.escape(button.dataset.quoteTo)}"]`);
  if (!field || !find("[data-quote-from]")) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    if (selected) { field.value = selected; field.dispatchEvent(new Event("input", { bubbles: true })); }
    field.focus();
  });
}

// Drafts: kept while typing, put back as long as what is stored is what they were begun on, dropped when the form is sent.
const draftKey = (field) => `draft:${location.pathname}:${field.dataset.draft || field.name}`;
for (const field of document.querySelectorAll("textarea[data-draft]")) {
  const [was, words] = JSON.parse(sessionStorage.getItem(draftKey(field)) ?? "[]");
  if (words && was === field.defaultValue) { field.value = words; field.dataset.restored = ""; }
  field.addEventListener("input", () => sessionStorage.setItem(draftKey(field), JSON.stringify([field.defaultValue, field.value])));
}

// A guarded form warns before its unsaved words are lost; when another form is sent, drafts are not lost.
let sent = null;
const isChanged = (field) => "value" in field && field.type !== "hidden" && field.defaultValue !== undefined && field.value !== field.defaultValue;
const isLost = (field) => isChanged(field) && !(sent && field.matches("[data-draft]"));
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  for (const field of event.target.querySelectorAll("textarea[data-draft]")) sessionStorage.removeItem(draftKey(field));
  sent = event.target;
});
addEventListener("pageshow", () => { sent = null; });
addEventListener("beforeunload", (event) => {
  const guarded = [...document.querySelectorAll("form[data-guard]")].filter((form) => form !== sent);
  if (guarded.some((form) => [...form.elements].some(isLost))) event.preventDefault();
});

// The box of a drawing whose tools are open is marked as the present one.
function markChosen() {
  for (const box of document.querySelectorAll(".drawing a")) box.ariaCurrent = box.getAttribute("href") === location.hash ? "true" : null;
}
addEventListener("hashchange", markChosen);
markChosen();

find("[data-focus]")?.focus();
