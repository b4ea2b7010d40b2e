// Package cite holds the citation registry of a project and writes its sources as the United Nations cites them.
//
// In: the files citations/*.toml, one table an entry, the key in its header; later, the citations of a report in reading order and the
// words of its language. Out: a [Registry] with findings for everything in it that cannot be right, and from a [Writer] the text of notes:
// a source in full at its first mention, Ibid. and "See footnote 11 above" afterwards.
//
// The forms are data of the language (templates/languages/*.toml); their table is docs/citations.md. Nothing is looked up on the network,
// and an address is judged by its spelling only.
package cite
