// Only where the visitor asks for it (dev.nabla.browser.Isolation): gives the pages the headers that let threads share
// memory, on hosts that send none, and keeps one version of the page for use without a network. Pages come from the
// network first. Data sets do not pass through here. A new version waits until no page of the old one is open.
"use strict";
const ASSET = /^assets\//;
const SHELL = [
  "./", "favicon.svg", "manifest.webmanifest", "assets/loader.js", "assets/style.css", "assets/program.css", "assets/settings.css", "assets/page.js",
  "assets/worker.js", "assets/helper.js", "assets/wasm-runtime.js", "assets/worker.wasm",
];
const SCOPE = self.registration.scope;
const FOLDER = new URL("assets/loader.js", SCOPE).href.replace(/[^/]*$/, ""); // assets/HASH/ once the site is put together
const MINE = "nabla " + SCOPE + " ";
const CACHE = MINE + FOLDER;
const WHOLE = { ignoreSearch: true };

self.addEventListener("install", (event) => {
  const requests = SHELL.map((path) => new Request(path, { cache: ASSET.test(path) ? "default" : "no-cache" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(requests)));
});

self.addEventListener("activate", (event) => {
  const isOld = (name) => name.startsWith(MINE) && name !== CACHE;
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter(isOld).map((name) => caches.delete(name)))));
});

self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const path = url.slice(SCOPE.length).replace(/[?#].*/, "").replace(/^(index\.html)?$/, "./");
  if (method !== "GET" || !url.startsWith(SCOPE)) return;
  if (url.startsWith(FOLDER)) event.respondWith(asset(event.request).then(isolated));
  else if (mode === "navigate" || SHELL.includes(path)) event.respondWith(fresh(event.request, path).then(isolated));
  else if (ASSET.test(path)) event.respondWith(fetch(event.request).then(isolated));
});

async function asset(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request, WHOLE);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await cache.put(request.url.replace(/\?.*/, ""), response.clone());
  return response;
}

async function fresh(request, path) {
  try {
    return await fetch(request);
  } catch (offline) {
    return (await (await caches.open(CACHE)).match(new URL(path, SCOPE).href)) || Response.error();
  }
}

function isolated(response) {
  if (response.status === 0) return response; // a redirection, or an error
  const headers = new Headers(response.headers);
  headers.set("Cross-Origin-Opener-Policy", "same-origin");
  headers.set("Cross-Origin-Embedder-Policy", "require-corp");
  headers.set("Cross-Origin-Resource-Policy", "same-origin");
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
