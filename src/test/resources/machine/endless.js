// Starts helper.js on a module that counts in shared memory, a thousand times a second, for ever; gives the memory away.
"use strict";
const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
// help(index): loop: wait at 4 for a millisecond; memory[0] += 1, atomically
const module = new WebAssembly.Module(new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 1, 127, 0, 2, 16, 1, 3, 101, 110, 118, 6, 109, 101, 109, 111, 114, 121, 2, 3,
  1, 1, 3, 2, 1, 0, 7, 8, 1, 4, 104, 101, 108, 112, 0, 0, 10, 31, 1, 29, 0, 3, 64, 65, 4, 65, 0, 66, 192, 132, 61, 254, 1,
  2, 0, 26, 65, 0, 65, 1, 254, 30, 2, 0, 26, 12, 0, 11, 11,
]));
const helper = new Worker("helper.js");
helper.postMessage({ module, memory, index: 1 });
self.postMessage(memory);
