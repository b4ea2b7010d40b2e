// Package pdf turns a compiled report into a PDF that everybody can read and that lasts: PDF/UA-1 and PDF/A-2a.
//
// The package typeset makes every decision of layout; here the pages are only drawn. Each page goes alone through the same steps: fpdf
// draws it into a file of this one page, text as glyph numbers; that file is taken apart; its objects go into the file of the report, the
// content packed. After the last page the rest is written: fonts with the glyphs that are used, the structure tree, links, bookmarks,
// metadata, colour profile. No object is kept after it is written, so that memory does not grow with the pages that are drawn.
//
// The same report gives the same bytes: the only clock is doc.Meta.Date, and the file identifier is a hash of what is written.
package pdf
