package cli

import (
	"errors"
	"slices"
	"strings"
)

// The lines of .gitattributes that are ours stand between these.
const (
	attributesBegin = "# rapporteur setup-git: begin"
	attributesEnd   = "# rapporteur setup-git: end"
)

// attributes are our lines of .gitattributes. A driver that a clone does not know does no harm: git then shows differences as it does without
// the line. "markdown" is a driver of git's own, which shows headings also to those who have set up nothing.
var attributes = []string{
	"/content/**/*.md diff=markdown",
	"/citations/**/*.toml diff=rapporteur-registry",
	"/recommendations/**/*.toml diff=rapporteur-registry",
	"*.docx diff=rapporteur-word",
}

var errHalfAttributes = errors.New(".gitattributes has only one of the lines \"" + attributesBegin + "\" and \"" + attributesEnd + "\"; take it out, and what stood by it")

// withAttributes returns the text of .gitattributes with our lines, which come first: the user's own, below, prevail.
func withAttributes(text string) (string, error) {
	rest, err := withoutAttributes(text)
	if err != nil {
		return "", err
	}
	end := "\n"
	if strings.Contains(text, "\r\n") {
		end = "\r\n"
	}
	ours := slices.Concat([]string{attributesBegin}, attributes, []string{attributesEnd, rest})
	return strings.Join(ours, end), nil
}

// withoutAttributes returns the text of .gitattributes without our lines, of this version of the program or another.
func withoutAttributes(text string) (string, error) {
	lines := strings.SplitAfter(text, "\n")
	at := func(mark string) int {
		return slices.IndexFunc(lines, func(line string) bool { return strings.TrimRight(line, "\r\n") == mark })
	}
	begin, end := at(attributesBegin), at(attributesEnd)
	switch {
	case begin < 0 && end < 0:
		return text, nil
	case begin < 0 || end < begin:
		return "", errHalfAttributes
	}
	return strings.Join(slices.Delete(lines, begin, end+1), ""), nil
}
