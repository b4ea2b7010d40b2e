// Package term keeps the terms of a report: one concept, what it is called in every language, and what it must not be called.
//
// In: the table of terms that people edit (CSV), files of other programs (TBX 2, "martif"), names from registries. Out: a [Base] with its
// findings at their places, the same as CSV or TBX, and a [Matcher], which finds the terms of one language in running text: the longest
// first, without regard to accents, in any inflection that a list of endings covers.
//
// It does not know what a translation is; package quality holds terms against it.
package term
