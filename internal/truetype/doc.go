// Package truetype reads font files with TrueType outlines, says whether they may and can be embedded in a document, and cuts them down
// to the glyphs that a document uses.
//
// In: the bytes of a font file, which may be anything. Out: a [Font], whose tables have the lengths that the format promises, or a [Fault]
// that says in an author's words what is wrong and what to do. It does not shape text.
//
// Source of the rules: ISO/IEC 14496-22 (OpenType).
package truetype
