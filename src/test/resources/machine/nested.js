// Starts the site's helper.js as a worker of this worker; says true when it has written into shared memory.
"use strict";
const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
// help(index): memory[0] = index
const module = new WebAssembly.Module(new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 1, 127, 0, 2, 16, 1, 3, 101, 110, 118, 6, 109, 101, 109, 111, 114, 121, 2, 3,
  1, 1, 3, 2, 1, 0, 7, 8, 1, 4, 104, 101, 108, 112, 0, 0, 10, 11, 1, 9, 0, 65, 0, 32, 0, 54, 2, 0, 11,
]));
const helper = new Worker("helper.js");
helper.postMessage({ module, memory, index: 7 });
const look = () => {
  if (new Int32Array(memory.buffer)[0] === 7) self.postMessage(true);
  else setTimeout(look, 5);
};
look();
