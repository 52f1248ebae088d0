// The benchmark's page: starts a worker that measures what the address asks for, and hands each result to
// window.emitLine, if there is one, else shows it. window.done is a promise of the end. Java's side is
// dev.nabla.browser.BenchPage.
"use strict";
(() => {
  const folder = document.currentScript.src.replace(/[^/]*$/, "");
  const base = { peer: "nabla", version: folder.split("/").slice(-2)[0] }; // the build's: assets/HASH/
  const find = (id) => document.getElementById(id);
  const format = (value) => value.toLocaleString("en", { maximumFractionDigits: value < 100 ? 2 : 0 });

  function show(row) {
    const line = find("rows").insertRow();
    const threads = row.asked ? row.threads + " of " + row.asked : row.threads;
    const cells = [row.density ?? "", threads, row.value === null ? "–" : format(row.value), row.error || row.unit];
    const head = document.createElement("th");
    head.scope = "row";
    head.textContent = row.item;
    line.append(head);
    cells.forEach((cell) => { line.insertCell().textContent = cell; });
    find("table").hidden = false;
  }

  function listen(worker, resolve, reject) {
    let lines = Promise.resolve();
    const end = (sentence) => {
      worker.terminate();
      find("status").textContent = sentence || "Done.";
      lines.then(() => (sentence ? reject(new Error(sentence)) : resolve()));
    };
    worker.onerror = (event) => end("The benchmark stopped (" + (event.message || "it could not be loaded") + ").");
    worker.onmessage = ({ data }) => {
      if (data.failure) end(data.failure);
      else if (data.done) end("");
      else if (data.status) find("status").textContent = data.status;
      else if (data.row) {
        const row = { ...base, ...data.row };
        if (window.emitLine) lines = lines.then(() => window.emitLine(row));
        else show(row);
      }
    };
  }

  let begin;
  window.done = new Promise((resolve, reject) => {
    begin = () => {
      const query = location.search.slice(1);
      listen(new Worker(folder + "worker.js?bench&" + query), resolve, reject);
    };
  });
  window.done.catch(() => {}); // said on the page
  window.main = () => begin();
})();
