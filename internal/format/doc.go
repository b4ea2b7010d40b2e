// Package format brings content files into their normal form.
//
// In: a content file and the language of its text. Out: the same file with one sentence a line, the columns of its tables below each other, and,
// where asked for, an id at every block; or, where that would change what is printed, a finding and the file as it is. What is no running text
// and no table stays byte for byte: front matter, comments, headings, code, line breaks, the words, ids, attributes and marks of the text.
//
// The normal form is proved and not believed: the result is parsed, and its model compared with that of the file. Formatting a formatted file
// changes nothing.
package format
