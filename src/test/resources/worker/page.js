// Starts the trainer's worker, sends it what a test says, and keeps what it answers with the time of its arrival.
"use strict";
// Of the weights of a snapshot, which are many and come often.
const KEPT_FLOATS = 1000;
const started = performance.now();
const inbox = [];
let snapshot = null;
window.failure = null;

const worker = new Worker("assets/0/worker.js" + location.search);
worker.onmessage = ({ data }) => {
  if (data.failure) window.failure = data.failure;
  if (!data.ints) return;
  if (data.kind === 105) snapshot = data;
  inbox.push({
    millis: performance.now() - started,
    kind: data.kind,
    ints: Array.from(data.ints),
    floats: Array.from(data.kind === 105 ? data.floats.subarray(0, KEPT_FLOATS) : data.floats),
    texts: data.texts,
  });
};
worker.onerror = (event) => {
  window.failure = event.message;
};

window.send = (version, kind, ints, floats, bytes, texts) => {
  const message = {
    version,
    kind,
    ints: Int32Array.from(ints),
    floats: Float32Array.from(floats),
    bytes: Int8Array.from(bytes),
    texts,
  };
  worker.postMessage(message, [message.ints.buffer, message.floats.buffer, message.bytes.buffer]);
  return performance.now() - started;
};

window.take = () => inbox.splice(0);

// The hash of parts of the latest snapshot's numbers, [from, to, from, to …], when it is of that step; null before.
window.hash = null;
window.askHash = (step, parts) => {
  if (snapshot === null || snapshot.ints[1] !== step) return false;
  const chosen = [];
  for (let i = 0; i < parts.length; i += 2) chosen.push(...snapshot.floats.subarray(parts[i], parts[i + 1]));
  crypto.subtle.digest("SHA-256", Float32Array.from(chosen)).then((hash) => {
    window.hash = Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
  });
  return true;
};
