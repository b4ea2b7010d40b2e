// Package html writes a compiled report as one HTML file that stands alone: no script, no other file, pictures inside.
//
// In: a report and its style sheet. Out: HTML5 that is well-formed XML too, one block a line, in the report's own words. Blocks and notes
// keep their ids, so that "#para-consulates" at the end of the address leads to a paragraph; ids of the page's own hold a colon, which
// no [doc.ID] holds. Headings follow each other without a gap in level; every cell of a table knows its heads; notes stand at the end with
// links both ways.
//
// The look follows the sheet (sizes and weights of headings, page, fonts) and page.css: light or dark as the reader has chosen, one
// column on a telephone, always light on paper. No layout decision depends on the length of the text.
package html
