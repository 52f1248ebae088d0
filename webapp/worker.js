// Loads the trainer in this worker: as WebAssembly (GC) where the browser has it, otherwise as JavaScript, and runs it.
// Keeps what the page says until Java listens. Java's side is dev.nabla.browser.WorkerLoader. With ?bench it loads the
// benchmark instead, which there is as WebAssembly only.
// Written for HtmlUnit too: no classes, no async. This file may not have a Content-Security-Policy of its own:
// TeaVM's runtime for WebAssembly makes functions of text.
(function () {
  "use strict";
  const folder = self.location.href.replace(/[^/]*$/, "");
  const isBench = /[?&]bench\b/.test(self.location.search);
  const kept = [];
  self.onmessage = (event) => kept.push(event.data);

  const nabla = (self.nabla = {
    engine: "WebAssembly",
    reason: "",
    // This file is in assets/HASH/ of the site.
    folder,
    root: folder.replace(/assets\/[^/]*\/$/, ""),
    listen: (receive) => {
      self.onmessage = (event) => receive(event.data);
      kept.splice(0).forEach((message) => receive(message));
    },
  });

  // Java without what it needs to compile networks goes on as JavaScript.
  nabla.fallBack = (reason) => loadScript(reason)([]);

  const describe = (error) => String((error && error.message) || error);
  const fail = (error) => self.postMessage({ failure: (isBench ? "The benchmark" : "The trainer") + " could not start (" + describe(error) + ")." });

  function loadWasm() {
    if (/[?&]engine=js(&|$)/.test(self.location.search)) return Promise.reject("JavaScript was asked for");
    if (typeof WebAssembly === "undefined") return Promise.reject("this browser has no WebAssembly");
    try {
      importScripts(folder + "wasm-runtime.js");
      return TeaVM.wasmGC.load(folder + (isBench ? "bench.wasm" : "worker.wasm")).then((teavm) => teavm.exports.main);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  function loadScript(reason) {
    if (isBench) throw reason;
    nabla.engine = "JavaScript";
    nabla.reason = describe(reason);
    importScripts(folder + "worker-fallback.js");
    return self.main;
  }

  loadWasm()
    .catch(loadScript)
    .then((main) => main([]))
    .then(() => self.postMessage({ engine: nabla.engine }))
    .catch(fail);
})();
