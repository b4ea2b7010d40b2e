// Package markdown reads the dialect: CommonMark with numbered paragraphs, ids, citations, notes, references, tables with spans, captions.
//
// In: the text of one content file. Out: a [Section] with the blocks of the document model, the definitions of its notes and its front
// matter, and findings for everything that the dialect has no place for. Nothing is numbered or looked up here: citations, references and
// note names stay unresolved ([doc.Citation], [doc.Pending], [doc.NoteName], [doc.NoteText]) until the compile package knows the whole
// report.
//
// It is the only package that knows goldmark. Every node gets its true source range while the syntax tree is converted; surgery is done
// on our model, never on goldmark's tree. docs/markdown.md describes the dialect for its users.
package markdown
