// What takes a moment to look up is fetched once the page stands. Without this, the link in its place leads there.

for (const place of document.querySelectorAll("[data-load]")) {
  const request = new XMLHttpRequest(); // reads a page as a document, which Trusted Types let no string become
  request.open("GET", place.dataset.load);
  request.responseType = "document";
  request.onload = () => {
    const found = request.response?.querySelector("#earlier-claims");
    if (request.status === 200 && found) place.replaceChildren(...found.children);
  };
  request.send();
}
