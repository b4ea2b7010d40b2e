// Package revision accepts or rejects the tracked changes of a Word file, all at once.
//
// In: the bytes of a DOCX file, made by this program, by Word or by LibreOffice. Out: the same file without changes. It works on the XML:
// what no change touches stays byte for byte as it is, other parts of the archive are copied without being unpacked, nothing is put into
// another order. Insertions, deletions and moves of text, paragraphs, rows and cells are followed, and changes of the formatting of text,
// paragraphs, tables and sections; notes and comments go with the mark that called them, bookmarks and links with all that they held.
//
// The settings of the file stay: whether Word tracks further changes is not decided here. No numbers, fields or references are computed; they
// are those that Word shows when it opens the file.
//
// A file comes from outside and is not trusted: too many or too large parts, elements nested too deep and document type definitions are refused.
//
// Source: ECMA-376, part 1, 17.13.5 (revisions), 17.13.4 and 17.13.6 (comments, bookmarks), 17.11 (notes).
package revision
