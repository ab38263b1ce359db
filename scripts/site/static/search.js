// Search in this site. Pagefind hands excerpts as HTML with <mark>: they are read as a document of their own, never run,
// and only their text and their marks come into the page.
const root = document.documentElement.dataset.root;
const box = document.getElementById("search");
const words = document.getElementById("words");
const state = document.getElementById("state");
const results = document.getElementById("results");
const more = document.getElementById("more");
const EACH = 10;
const DELAY = 200; // milliseconds after the last key
let found = [];
let shown = 0;
let latest = 0;

const excerpt = (html) => {
  const read = new DOMParser().parseFromString(html, "text/html");
  const part = document.createElement("p");
  for (const node of read.body.childNodes) {
    if (node.nodeName === "MARK") {
      const mark = document.createElement("mark");
      mark.textContent = node.textContent;
      part.append(mark);
    } else {
      part.append(node.textContent);
    }
  }
  return part;
};

const show = async (wanted) => {
  const pages = await Promise.all(found.slice(shown, shown + EACH).map((each) => each.data()));
  if (wanted !== latest) return;
  for (const page of pages) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = root + page.raw_url.replace(/^\/+/, "");
    link.textContent = page.meta.title ?? page.raw_url;
    const kind = document.createElement("span");
    kind.className = "quiet";
    kind.textContent = ` ${page.meta.kind ?? ""}`;
    item.append(link, kind, excerpt(page.excerpt));
    results.append(item);
  }
  shown += pages.length;
  more.hidden = shown >= found.length;
};

const search = async (pagefind) => {
  const wanted = ++latest;
  const text = words.value.trim();
  history.replaceState(null, "", text ? `?q=${encodeURIComponent(text)}` : location.pathname);
  const answer = text ? await pagefind.search(text) : { results: [] };
  if (wanted !== latest) return;
  found = answer.results;
  shown = 0;
  results.replaceChildren();
  more.hidden = true;
  state.textContent = text ? `${found.length} page${found.length === 1 ? "" : "s"} found` : "";
  await show(wanted);
};

const start = async () => {
  const pagefind = await import(new URL(`${root}pagefind/pagefind.js`, location.href).href);
  await pagefind.init();
  let timer;
  words.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => search(pagefind), DELAY);
  });
  more.addEventListener("click", async () => {
    const first = shown;
    await show(latest);
    results.children[first]?.querySelector("a")?.focus();
  });
  box.hidden = false;
  document.getElementById("without").hidden = true;
  words.value = new URLSearchParams(location.search).get("q") ?? "";
  if (words.value) await search(pagefind);
};

start();
