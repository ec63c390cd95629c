// What takes a moment to look up is fetched once the page stands. Without this, the link in its place leads there.

for (const place of document.querySelectorAll("[data-load]")) {
  const answer = await fetch(place.dataset.load).catch(() => null);
  if (!answer?.ok || answer.redirected) continue;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = page.querySelector("#earlier-claims");
  if (found) place.replaceChildren(...found.children);
}
