// Package docx writes a compiled report as a Word file: WordprocessingML parts in a zip archive, made by our own writer.
//
// In: a report and a style sheet. Out: bytes that depend on them alone. The file is built on the native styles of the UN Geneva template,
// with their ids, names and aliases and with the values of the sheet: a style is defined by the first text of the sheet that bears its
// id, and a paragraph states itself only what differs from its style. Notes are real footnotes, references are fields or links to
// bookmarks named after the ids of blocks, tables have a true grid. Word counts paragraphs, headings, items, tables and annexes itself; where
// the sheet asks for it, their numbers are text followed by a tab, as in the files that the United Nations publishes.
//
// What the format cannot hold is reported as docx/not-shown with its place. No layout is computed here beyond the room of tables
// and the widths of their columns: lines and pages are made by the program that opens the file.
//
// Source of element names and of their order: ECMA-376, part 1 (WordprocessingML), transitional schema.
package docx
