package cli

import (
	"bytes"
	"runtime/debug"

	"rapporteur/internal/compile"
	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
)

// What the tests of this package need beyond Main.
var (
	ResolvePath = resolve
	Within      = within
	Guard       = guard
	Each        = each
	Watch       = watchInputs
)

// Version is the version that a program with that build information prints.
func Version(info *debug.BuildInfo, ok bool) string { return buildVersion(info, ok).String() }

// FileName is the name of an output of the first target.
func FileName(symbol, language, format string) string {
	return fileName(symbol, language, targets[0], format)
}

// Stage stages files of those names and texts in dir.
func Stage(dir string, files ...[2]string) (*Staging, error) {
	var outputs []output
	for _, f := range files {
		data := &pieces{}
		_, _ = data.Write([]byte(f[1])) // pieces take everything
		outputs = append(outputs, output{name: f[0], data: data})
	}
	s, err := stage(dir, outputs)
	return (*Staging)(s), err
}

// Staging is a staging under test.
type Staging staging

// Replace gives the outputs their names.
func (s *Staging) Replace() error { return (*staging)(s).replace() }

// Waiting is the path at which the n-th output waits.
func (s *Staging) Waiting(n int) string { return s.files[n].pending.Name() }

// Pieces writes parts and returns what is kept and its size.
func Pieces(parts ...[]byte) (kept []byte, size int) {
	var p pieces
	for _, part := range parts {
		_, _ = p.Write(part)
	}
	var b bytes.Buffer
	_, _ = p.WriteTo(&b)
	return b.Bytes(), p.size()
}

// TextSize is how many bytes of a content file are text.
var TextSize = textSize

// MemoryLimit is the limit for a report with sections and pictures of so many bytes.
func MemoryLimit(section, picture int) int64 {
	r := &doc.Report{
		Sections: []doc.Section{{File: diag.NewFile("content/en/a.md", make([]byte, section))}},
		Blocks:   []doc.Block{&doc.Picture{Data: make([]byte, picture)}},
	}
	return memoryLimit([]edition{{Result: &compile.Result{Report: r}}, {}})
}
