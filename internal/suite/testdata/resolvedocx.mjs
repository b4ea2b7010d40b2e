// Accepts and rejects the tracked changes of Word files with the npm package docxodus.
//
//     node resolvedocx.mjs FOLDER FILE…
//
// FOLDER is that of the package: node_modules/docxodus. Of FILE.docx it makes FILE.accepted.docx and FILE.rejected.docx.

import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

for (const talk of ["log", "info", "warn", "debug"]) {
  console[talk] = console.error; // of the runtime, about itself
}
const [folder, ...files] = process.argv.slice(2);
const dist = path.resolve(folder, "dist");
const core = await import(pathToFileURL(path.join(dist, "core.js")));
await core.initialize(path.join(dist, "wasm") + "/");
for (const file of files) {
  const src = new Uint8Array(readFileSync(file));
  const base = file.replace(/\.docx$/, "");
  writeFileSync(base + ".accepted.docx", await core.docxDiffAcceptRevisions(src));
  writeFileSync(base + ".rejected.docx", await core.docxDiffRejectRevisions(src));
}
