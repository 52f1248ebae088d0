// A helper thread of the trainer: makes an instance of each module that it is sent, on the memory that they share, and
// calls its help, which returns when the memory says so. Java's side is dev.nabla.browser.WasmThreads.
"use strict";
self.onmessage = (event) => {
  const { module, memory, index } = event.data;
  new WebAssembly.Instance(module, { env: { memory, lap: () => {} } }).exports.help(index);
};
