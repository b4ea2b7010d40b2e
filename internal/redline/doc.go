// Package redline compares two compiled reports of one language: the older and the newer text of one document.
//
// In: two reports, and who changed what. Out: a [Result] with the list of changes by block, and one ordinary report that holds both texts,
// with insertions and deletions marked (doc.Revision, doc.Ins, doc.Del), which every back end prints. Taken with all its insertions and
// without its deletions the marked report is the newer one, the other way round it is the older one.
//
// What nobody wrote is no change: numbers of paragraphs, notes and tables, the words of references to them, "Ibid." and "See footnote 11
// above". Where such words are printed in the text they are marked all the same, as following from changes elsewhere
// (doc.Revision.Follows), so that the marked report is exact.
//
// The package reads no disk, no clock and no git; it does not print anything.
package redline
