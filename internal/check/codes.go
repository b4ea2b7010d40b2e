package check

import (
	"slices"
	"strings"

	"rapporteur/internal/diag"
)

// A Code is the permanent name of one kind of finding.
type Code struct {
	Name     string // "cite/unknown-key"
	Severity diag.Severity
	Doc      string // one sentence
}

// reading are the codes of what is found while a project is read; those of the rules are added to them.
var reading = []Code{
	{"cite/access-without-url", diag.Warning, "A registry entry has a date of access and no address."},
	{"cite/bad-issue", diag.Error, "The issue of a gazette is not a number."},
	{"cite/bad-key", diag.Error, "The key of a registry entry has characters that a citation cannot hold."},
	{"cite/bad-language", diag.Error, "A text in the registry is of a language that is no language code."},
	{"cite/bad-url", diag.Error, "An address in the registry is no web address."},
	{"cite/bare-key", diag.Error, "A citation stands in the text without brackets."},
	{"cite/cyclic-relation", diag.Error, "Relations between registry entries lead in a circle."},
	{"cite/duplicate-key", diag.Error, "A key stands twice in the registry."},
	{"cite/insecure-url", diag.Warning, "An address in the registry is not https."},
	{"cite/malformed-symbol", diag.Error, "The symbol of a United Nations document in the registry is malformed."},
	{"cite/missing-field", diag.Error, "A registry entry lacks a field that its type needs."},
	{"cite/no-access-date", diag.Warning, "A web page in the registry has no date of access."},
	{"cite/shortened-url", diag.Warning, "An address in the registry is a shortened one."},
	{"cite/unknown-key", diag.Error, "A citation names a key that is not in the registry."},
	{"cite/unknown-relation", diag.Error, "A relation names a key that is not in the registry."},
	{"cite/unknown-type", diag.Error, "A registry entry is of a type that does not exist."},
	{"cite/unused-key", diag.Warning, "A registry entry is not cited."},
	{"docx/not-shown", diag.Warning, "The Word file cannot show something."},
	{"front/not-closed", diag.Error, "The front matter of a section is not closed."},
	{"front/status", diag.Error, "The status of a section is not one of those that exist."},
	{"front/syntax", diag.Error, "The front matter of a section is not TOML."},
	{"front/unknown-key", diag.Error, "The front matter of a section has a key that is not known."},
	{"front/wrong-type", diag.Error, "A value in the front matter of a section is of the wrong type."},
	{"front/yaml", diag.Error, "The front matter of a section is YAML and not TOML."},
	{"heading/annex-level", diag.Error, "An annex does not open with a heading of level 1."},
	{"heading/empty", diag.Error, "A heading has no text."},
	{"html/not-linked", diag.Warning, "The HTML page cannot link to an address."},
	{"list/empty-item", diag.Error, "A list item has no text."},
	{"list/start", diag.Warning, "A list does not begin with 1."},
	{"list/too-deep", diag.Error, "A list stands deeper than the house format has markers."},
	{"markdown/attribute", diag.Error, "Attributes in braces have no meaning where they stand."},
	{"markdown/bad-id", diag.Error, "An id has characters that an id cannot hold."},
	{"markdown/citation", diag.Error, "A citation or reference in brackets cannot be read."},
	{"markdown/id-prefix", diag.Error, "An id does not begin as references do."},
	{"markdown/link", diag.Error, "A link does not lead to a web address."},
	{"markdown/misplaced", diag.Error, "A block stands where it cannot be printed."},
	{"markdown/not-in-dialect", diag.Error, "Something is not part of the dialect."},
	{"markdown/note-not-closed", diag.Error, "An inline note is not closed."},
	{"markdown/outside-project", diag.Error, "A link, picture or data file is not in the project."},
	{"markdown/raw-html", diag.Error, "Raw HTML stands in the text."},
	{"markdown/too-deep", diag.Error, "A line opens more quotations and lists than a report can need."},
	{"note/duplicate", diag.Error, "A note is defined twice."},
	{"note/empty", diag.Error, "A note has no text."},
	{"note/in-note", diag.Error, "A note stands in a note."},
	{"note/undefined", diag.Error, "A note is called and has no text."},
	{"note/unused", diag.Error, "A note has a text and is not called."},
	{"note/used-twice", diag.Error, "A note is called twice."},
	{"paragraph/continued", diag.Error, "A paragraph is marked as continued and there is none to continue."},
	{"pdf/impossible-line", diag.Warning, "A word, number or address is wider than a line and ends inside."},
	{"pdf/no-font", diag.Error, "The style sheet names a font family that cannot be had."},
	{"pdf/no-glyph", diag.Error, "No font has a character."},
	{"pdf/picture", diag.Error, "A picture cannot be put into a PDF."},
	{"pdf/right-to-left", diag.Warning, "Text runs from right to left, which the PDF does not do."},
	{"pdf/too-high", diag.Error, "Something that cannot be parted is higher than the page."},
	{"pdf/word-broken", diag.Warning, "A table is too wide for the page and breaks words inside."},
	{"picture/format", diag.Error, "A picture is neither PNG nor JPEG, or damaged."},
	{"picture/in-text", diag.Error, "A picture stands inside a paragraph."},
	{"picture/no-alt", diag.Error, "A picture has no alternative text."},
	{"picture/no-caption", diag.Warning, "A picture has no caption."},
	{"picture/no-file", diag.Error, "The file of a picture is missing."},
	{"picture/too-large", diag.Error, "A picture is too large."},
	{"project/empty", diag.Error, "The report has no text."},
	{"project/missing-section", diag.Error, "A section is listed and its file is missing."},
	{"project/no-content", diag.Error, "There is no folder with the content of a language."},
	{"project/no-report", diag.Error, "There is no report.toml."},
	{"project/not-listed", diag.Error, "A content file is not listed in report.toml."},
	{"project/unreadable", diag.Error, "A file of the project cannot be read, or is a link that leads out of it."},
	{"recommendation/malformed", diag.Error, "The name of a recommendation cannot be read."},
	{"registry/syntax", diag.Error, "A registry file is not TOML."},
	{"registry/unknown-key", diag.Error, "A registry entry has a field that is not known."},
	{"registry/wrong-type", diag.Error, "A field of a registry entry is of the wrong type."},
	{"report/body", diag.Error, "The treaty body of a report is not known."},
	{"report/check", diag.Error, "A warning is silenced that does not exist, that is an error, or without a reason."},
	{"report/due", diag.Error, "The year in which the report is due is no year."},
	{"report/formats", diag.Error, "A format of outputs does not exist."},
	{"report/issued", diag.Error, "A language of issue is no language."},
	{"report/kind", diag.Error, "The kind of report is not known."},
	{"report/language", diag.Error, "A table names a language that the report does not have."},
	{"report/languages", diag.Error, "A language of the report is no language or stands twice."},
	{"report/limit", diag.Error, "The word limit of report.toml is higher than the one of the committee."},
	{"report/missing-key", diag.Error, "report.toml lacks a value."},
	{"report/no-title", diag.Error, "The report has no title and none can be made."},
	{"report/number", diag.Error, "The number of the report cannot be read."},
	{"report/numbering", diag.Error, "report.toml asks for a numbering of Word files that there is not."},
	{"report/original", diag.Error, "The original language is no language."},
	{"report/sections", diag.Error, "A section name is no file name or stands twice."},
	{"report/state", diag.Error, "The State is not known."},
	{"report/style", diag.Error, "The style sheet is not known."},
	{"report/symbol", diag.Error, "The symbol of the report is malformed or belongs to another report."},
	{"report/syntax", diag.Error, "report.toml is not TOML."},
	{"report/title-notes", diag.Error, "A note to the title has no text."},
	{"report/unknown-key", diag.Error, "report.toml has a key that is not known."},
	{"report/wrong-type", diag.Error, "A value in report.toml is of the wrong type."},
	{"table/caption-alone", diag.Error, "A caption follows no table or picture."},
	{"table/csv", diag.Error, "A data file cannot be read."},
	{"table/header", diag.Error, "The number of head rows does not fit the table."},
	{"table/line-alone", diag.Error, "A source or note line follows no table or picture."},
	{"table/no-blank-line", diag.Error, "A paragraph stands right above a table."},
	{"table/no-file", diag.Error, "A data file is missing."},
	{"table/overlap", diag.Error, "Spans of cells overlap."},
	{"table/too-wide", diag.Error, "A table has more columns than a Word file can hold."},
	{"table/uneven-row", diag.Error, "A row does not cover the columns of its table."},
	{"template/base", diag.Error, "A template is based on a file that is not there, or that is based on it."},
	{"template/font", diag.Error, "A font file of the project is missing, damaged, of another kind, or may not be embedded."},
	{"template/font-member", diag.Warning, "A font family of the project has no file for bold or italic text."},
	{"template/incomplete", diag.Error, "A template lacks something that every template must have."},
	{"template/syntax", diag.Error, "A template is not TOML."},
	{"template/unknown-key", diag.Error, "A template has a key that is not known."},
	{"template/value", diag.Error, "A length in a style sheet is one that no page can have."},
	{"template/wrong-type", diag.Error, "A value in a template is of the wrong type."},
	{"text/control-character", diag.Error, "A file holds a character that cannot be printed."},
	{"text/not-utf8", diag.Error, "A file is not UTF-8."},
	{"text/too-long", diag.Error, "A content file is too long."},
	{"xref/ambiguous", diag.Error, "A reference names several notes."},
	{"xref/duplicate-id", diag.Error, "An id stands twice in the report."},
	{"xref/mixed", diag.Error, "A reference names things of different kinds."},
	{"xref/no-number", diag.Error, "A reference names something without a number."},
	{"xref/unknown-id", diag.Error, "A reference names an id that nothing has."},
}

// Codes returns every code, sorted by name.
func Codes() []Code {
	all := slices.Clone(reading)
	for _, r := range rules {
		all = append(all, r.Code)
	}
	slices.SortFunc(all, func(a, b Code) int { return strings.Compare(a.Name, b.Name) })
	return all
}
