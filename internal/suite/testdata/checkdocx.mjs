// Checks Word files with the validator of the Open XML SDK, which the npm package docxodus holds. Prints a JSON object a line, one for each
// file: its name, the decision, the checks that were made, and the findings.
//
//     node checkdocx.mjs FOLDER FILE…
//
// FOLDER is that of the package: node_modules/docxodus.

import { readFileSync } from "node:fs";
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
  const { decision, checks, findings } = await core.verifyDeliverable(new Uint8Array(readFileSync(file)));
  process.stdout.write(JSON.stringify({ file, decision, checks, findings }) + "\n");
}
