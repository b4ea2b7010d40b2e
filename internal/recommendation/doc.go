// Package recommendation keeps what committees asked and tells where a report answers it.
//
// In: the files of the folder recommendations, one for each document of concluding observations, list of issues or report of the universal
// periodic review, and a compiled report. Out: a [Registry] with every field checked, and a [Coverage]: for each recommendation its state and
// the places that answer it.
//
// What a recommendation is, follows treaty-body documents: numbered paragraphs with lettered items, each of which can be cited alone. It
// writes nothing and knows no output format; the words and pages are made by those who call it.
package recommendation
