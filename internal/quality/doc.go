// Package quality holds translations against their originals: what is lost, what says something else, what is written as another language
// writes it.
//
// In: sections in two languages sentence by sentence (package translation), terms (package term), and the [Data] of the two languages, from
// templates/languages and templates/quality. Out: a [Result] with a finding for everything that one of the [Checks] has to say, at its place
// in the translation and with that in the original; those that a lock ignores with a reason are not told; and, where it is safe, how the
// sentence would read repaired.
//
// A check reads text without its codes. Numbers are compared by what they are worth, never by how they look. The package needs no dictionary
// and writes nothing.
package quality
