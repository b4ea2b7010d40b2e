// Package doc is the document model: one compiled report, with every number assigned and every word that will be printed.
//
// The markdown package makes it from text, the compile package completes it (numbers, notes, references, front page), and from then on
// it is read-only: back ends, checks, redlines and translations read it and do not know each other.
//
// Blocks and inlines are sealed interfaces over plain structs, so that a switch over their kinds can be complete; [Samples] returns one
// of each kind, and a back end that forgets a kind fails the test that renders them. Text is copied out of the source; spans serve
// messages only.
package doc
