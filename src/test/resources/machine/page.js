// Starts the worker for ?target=javascript or ?target=wasm_gc and keeps its one answer in window.selfTest.
"use strict";
const worker = new Worker("worker.js" + location.search, { type: "module" });
worker.onmessage = (event) => {
  window.selfTest = event.data;
};
worker.onerror = (event) => {
  window.selfTest = { error: `worker: ${event.message}` };
};
