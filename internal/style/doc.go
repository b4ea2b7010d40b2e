// Package style is the UN house format as data: the page, the styles of text, the words of each language, the treaty bodies and the
// names of States. All of it is read from TOML files of templates/, which are embedded in the program; a project's own file of the same
// name takes the place of the built-in one.
//
// In: an fs.FS whose templates/ folder may override, the names of a style sheet, a language and a body. Out: a [Sheet], read-only, which
// every back end follows. The values and their sources are those of the UN Geneva Word template and of published treaty-body documents;
// docs/architecture.md names them.
package style
