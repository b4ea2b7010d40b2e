// Package pdfcheck holds a PDF against the rules of PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2) that can apply to the files of this
// program, and against a few of our own. It is for tests only, and for machines without veraPDF, the reference validator.
//
// It reads the bytes with a reader of its own, which shares nothing with the writer: a fault that both had would stay unseen. Check takes
// the file apart (objects, content, structure tree, fonts, outline, metadata) and runs every Rule over it. A rule is a value with an
// identifier, the clause that it comes from, a sentence, and a function; a test plants a fault for every one of them.
//
// A rule says nothing about things that are not there: that they have to be there is a rule of its own.
package pdfcheck
