// Hashes of the data that the benchmark's peers make, from their own common.js. Each line is made in a fresh context, so
// with a fresh generator:
//   images COUNT DENSITY SHA-256 of the pixels (bytes k, for values k/256) SHA-256 of the labels (bytes)
//   points SHA-256 of the coordinates (float32, little-endian) SHA-256 of the targets (likewise)
//   image SHA-256 of the numbers (likewise)
// The expressions of the last two are those of peers/tfjs.html.
// Usage: node peer_data.mjs ../shared/bench/peers/common.js > peer_data.txt
import crypto from "node:crypto";
import fs from "node:fs";
import vm from "node:vm";

const source = fs.readFileSync(process.argv[2], "utf8");
const hash = (array) => crypto.createHash("sha256").update(Buffer.from(array.buffer)).digest("hex");
const fresh = (expression) => {
  const context = vm.createContext({ location: { search: "" }, URLSearchParams, performance, setTimeout });
  return vm.runInContext(source + ";" + expression, context);
};

console.log("# node " + process.version + ", common.js " + crypto.createHash("sha256").update(source).digest("hex"));
for (const [count, density] of [[1, 0.19], [257, 0.19], [300, 0.5], [300, 1], [100, 0.01], [60000, 0.19]]) {
  const { X, Y } = fresh(`makeData(${count}, ${density})`);
  const pixels = Uint8Array.from(X, (value) => {
    const k = value * 256;
    if (k !== Math.floor(k) || k > 255) throw new Error("not a byte: " + value);
    return k;
  });
  console.log(["images", count, density, hash(pixels), hash(Y)].join(" "));
}
const x = fresh("new Float32Array(1000).map(() => rnd() * 12 - 6)");
const y = new Float32Array(500).map((_, i) => Math.sign(x[2 * i] * x[2 * i + 1]));
console.log(["points", hash(x), hash(y)].join(" "));
console.log("image " + hash(fresh("new Float32Array(784).map(rnd)")));
