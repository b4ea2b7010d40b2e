// Reads Word files with mammoth and prints a JSON object a line, one for each file: how many paragraphs, headings, notes, tables and links
// inside the text it finds. mammoth knows styles, not outline levels, so that headings are those of the styles that have them.
//
//     node countdocx.mjs FOLDER FILE…
//
// FOLDER is that of the package: node_modules/mammoth.

import { createRequire } from "node:module";
import path from "node:path";

const [folder, ...files] = process.argv.slice(2);
const mammoth = createRequire(import.meta.url)(path.resolve(folder));
const headings = ["HChG", "H1G", "H23G", "H4G"];
for (const file of files) {
  const count = { paragraphs: 0, headings: 0, notes: 0, tables: 0, references: 0 };
  const look = (n) => {
    if (n.type === "paragraph" && n.styleId === "SingleTxtG" && n.numbering && n.numbering.level === "0" && n.numbering.isOrdered) count.paragraphs++;
    if (n.type === "paragraph" && headings.includes(n.styleId)) count.headings++;
    if (n.type === "noteReference") count.notes++;
    if (n.type === "table") count.tables++;
    if (n.type === "hyperlink" && n.anchor) count.references++;
    (n.children || []).forEach(look);
  };
  const transformDocument = (d) => {
    look(d);
    return d;
  };
  await mammoth.convertToHtml({ path: file }, { transformDocument });
  process.stdout.write(JSON.stringify(count) + "\n");
}
