// Package uhri reads and writes the exports of the Universal Human Rights Index, in both of their forms, and turns their records into
// documents of the registry and back.
//
// In and out: [Annotation], a paragraph or part of a document, as JSON ([ReadJSON], [WriteJSON]) and as the columns of the spreadsheet in CSV
// ([ReadCSV], [WriteCSV]), with their quirks: lists are lines of a cell that begin with "- ", dates are numbers of days, the texts begin with
// the heading and the number run on. [Documents] proposes documents for the registry; [Annotations] makes records of it.
//
// Nothing is dropped without being told: columns that are not known, values that the registry has no place for, records that are no
// paragraph come back as [Note]s.
//
// Source: exports of the Index, and public programs that read them. The names of the JSON members for the universal periodic review are those
// of such programs.
package uhri
