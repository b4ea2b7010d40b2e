// Package word reads Word files: the text of their paragraphs with the numbers that Word counts itself.
//
// In: the bytes of a DOCX file. Out: a [Document], its paragraphs in reading order, each with the number or letter that Word prints before
// it, its style and its level as a heading. Text that is deleted or moved away in tracked changes, hidden text, field codes, marks of notes
// and the notes themselves are not part of it, and are listed ([LeftOut]); text in tables and text boxes is. [ReadMarked] shows tracked changes, notes and comments.
//
// A file comes from outside and is not trusted: parts are read up to a limit, archives with too many parts, elements nested too deep, and
// document type definitions are refused.
//
// Source: ECMA-376, part 1, 17.3 (paragraphs and runs), 17.7 (styles), 17.9 (numbering); part 2 (packages).
package word
