// Runs the compiled main in this worker; answers with the lines that it printed, or with its error.
const lines = [];
console.log = console.info = (line) => lines.push(line);
const errors = [];
console.error = (...parts) => errors.push(parts.join(" "));

async function load(target) {
  if (target === "wasm_gc") {
    const { load } = await import("./wasm-runtime.js");
    return (await load("classes.wasm")).exports.main;
  }
  return (await import("./classes.js")).main;
}

try {
  const main = await load(new URLSearchParams(location.search).get("target"));
  const started = performance.now();
  await main([]);
  if (errors.length > 0) {
    throw new Error(errors.join("\n"));
  }
  postMessage({ lines, millis: performance.now() - started, isolated: crossOriginIsolated });
} catch (error) {
  postMessage({ error: `${error}\n${error?.stack ?? ""}\n${errors.join("\n")}`, lines });
}
