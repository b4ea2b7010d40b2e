package tomlfile

import (
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"rapporteur/internal/diag"
)

// A Header is a line that opens a table: [17] or [[17.notes]].
type Header struct {
	Path []string  // of the table; the n-th of an array of tables is the key "n", from 0
	Span diag.Span // of its keys, between the brackets
}

// Within reports whether the table is the one of that path, or part of it.
func (h Header) Within(path ...string) bool {
	return len(h.Path) >= len(path) && slices.Equal(h.Path[:len(path)], path)
}

// Headers returns the headers of the file in its order.
func (k *Keys) Headers() []Header { return k.heads }

// header records the header e of the table of that path and returns where its last key stands.
func (k *Keys) header(start int, path string, e *unstable.Node) diag.Span {
	var span, part diag.Span
	for it := e.Key(); it.Next(); {
		n := it.Node()
		part = k.file.Span(start+int(n.Raw.Offset), start+int(n.Raw.Offset+n.Raw.Length))
		span = span.Until(part)
	}
	k.heads = append(k.heads, Header{strings.Split(path[len(sep):], sep), span})
	return part
}
