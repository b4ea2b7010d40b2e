// Package observations reads concluding observations of treaty bodies, and proposes a registry of recommendations from them.
//
// In: the lines of a document ([Text], [HTML], [Word]). Out: a [Proposal]: a document of the registry with a recommendation for every numbered
// paragraph and lettered item that asks for something or states a concern, and a [Remark] for everything that is left out or that a person
// has to look at. Nothing is dropped without a remark.
//
// Copies of such documents are untidy: no space after a number, words run together, numbers lost, lines broken anywhere. What a paragraph is
// follows from its number and its place in the sequence; what it asks from its verbs, in English, French and Spanish.
package observations
