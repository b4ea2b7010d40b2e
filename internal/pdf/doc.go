// Package pdf turns a compiled report into a PDF that everybody can read and that lasts: PDF/UA-1 and PDF/A-2a.
//
// The package typeset makes every decision of layout; here the pages are only drawn. fpdf writes the pages and the pictures; text goes
// through it as glyph numbers. Its bytes are then read back as objects and completed: fonts with the glyphs that are used, the structure
// tree, links, bookmarks, metadata, colour profile. The result is written with object streams.
//
// The same report gives the same bytes: the only clock is doc.Meta.Date, and the file identifier is a hash of what is written.
package pdf
