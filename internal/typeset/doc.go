// Package typeset turns a compiled report into pages: text and font metrics in, lines and pages out. It knows nothing of PDF.
//
// The work goes through three stages, each with a data type of its own:
//
//   - inlines become a passage (one string and the chunks of one look in it), a passage becomes atoms (shaped boxes, spaces, places to
//     break), atoms become lines: by total fit where the style justifies, by first fit elsewhere;
//   - the whole report becomes a galley: one column of slabs (a line, a table row, a picture), each with its height, the space above
//     it, whether a page may begin with it, and the notes it calls;
//   - the galley is cut into pages, and every page is assembled: running head, slabs, notes, folio.
//
// What is drawn and what is read are two orders. A page is a sequence of marks in drawing order; the structure tree holds the elements in
// reading order (headings, paragraphs, lists, tables, notes) and refers to the marks. A note is drawn at the foot of the page and
// stands in the tree at the end of the paragraph that calls it.
//
// All measures are points; x and y count from the upper left corner of the paper. All geometry comes from the style sheet.
package typeset
