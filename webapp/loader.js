// Runs first, in the page's head: sets the theme, starts the trainer's worker so that its loading overlaps with the
// page's, keeps what it says until Java (dev.nabla.browser.PageLoader) listens, starts Java behind the first paint.
// Written for HtmlUnit too: no classes, no async.
"use strict";
window.nabla = (function () {
  const script = document.currentScript;
  const name = script.getAttribute("data-worker"); // ?engine=js leaves out WebAssembly
  const address = name && script.src.replace(/[^/]*$/, name) + (/[?&]engine=js(&|$)/.test(location.search) ? "?engine=js" : "");
  const kept = [];
  let onMessage = (message) => kept.push(message);
  let onFailure = () => {};
  // engine: what the worker runs as, once its Java has started. failure: why there is no worker.
  const nabla = { address, worker: null, engine: "", failure: "", use, fail, listen, restart };

  function use(worker) {
    nabla.worker = worker;
    worker.onmessage = (event) => {
      if (nabla.worker !== worker) return;
      if (event.data.failure) fail(event.data.failure);
      else if (event.data.engine) nabla.engine = event.data.engine;
      else onMessage(event.data);
    };
    worker.onerror = (event) => {
      if (nabla.worker === worker) fail("The trainer stopped (" + (event.message || "it could not be loaded") + ").");
    };
  }

  // A worker that failed is ended; only Java starts another.
  function fail(sentence) {
    if (nabla.worker) nabla.worker.terminate();
    nabla.worker = null;
    nabla.failure = sentence;
    onFailure(sentence);
  }

  function listen(receive, receiveFailure) {
    onMessage = receive;
    onFailure = receiveFailure;
    kept.splice(0).forEach((message) => receive(message));
    if (nabla.failure) receiveFailure(nabla.failure);
  }

  function restart() {
    if (nabla.worker) nabla.worker.terminate();
    nabla.engine = nabla.failure = "";
    try { use(new Worker(address)); } catch (error) { fail("The trainer could not start (" + error.message + ")."); }
  }
  let theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  try { theme = localStorage.getItem("nabla.theme") || theme; } catch (error) { /* No storage: the system's theme. */ }
  document.documentElement.setAttribute("data-theme", theme === "dark" ? theme : "light");
  // Java, a deferred script, starts a frame later. A hidden page has no frames, hence the timer.
  let run = () => { run = () => {}; window.main([]); };
  const soon = () => setTimeout(() => run());
  addEventListener("DOMContentLoaded", () => { requestAnimationFrame(soon); setTimeout(soon, 200); });
  return nabla;
})();
try { // Outside of any function: HtmlUnit's workers do not run otherwise. A page opened as a file may have no worker.
  if (nabla.address) nabla.use(new Worker(nabla.address));
} catch (error) { nabla.fail("The trainer could not start (" + error.message + ")."); }
