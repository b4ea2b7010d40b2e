// Package fulltext finds words and phrases in many short texts, in memory.
//
// In: records, each of one or more texts in any languages ([Builder.Add]). Out: an [Index], which returns the [Set] of records that hold what
// a [Query] asks for. Case, accents and ligatures do not count: "ETAT", "État" and "état" are one word, "œuvre" and "oeuvre" another.
//
// A word is a run of letters and digits. Scripts that are written without spaces give a word for every character, so that they are found as
// phrases. The package knows nothing of what the texts are; it keeps no text, does not rank and does not stem.
//
// Every word has the list of all places where it stands, counted through all records. A word that is so frequent that a list would be long
// to walk has, beside it, one bit for every place and one for every record; both are never larger than a few times the list. So a query costs at
// most a walk over lists of rarer words, or over bits.
package fulltext
