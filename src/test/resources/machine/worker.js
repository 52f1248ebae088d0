// Runs the compiled main in this worker until it prints "end"; answers with the lines that it printed, or with its error.
const lines = [];
const fail = (error) => postMessage({ error: `${error}\n${error?.stack ?? ""}`, lines });
console.log = console.info = (line) => {
  if (line === "end") postMessage({ lines, isolated: crossOriginIsolated });
  else lines.push(line);
};
console.error = (...parts) => fail(parts.join(" "));
self.onerror = (message) => fail(message);

try {
  let main;
  if (new URLSearchParams(location.search).get("target") === "wasm_gc") {
    const { load } = await import("./wasm-runtime.js");
    main = (await load("classes.wasm")).exports.main;
  } else {
    main = (await import("./classes.js")).main;
  }
  await main([]);
} catch (error) {
  fail(error);
}
