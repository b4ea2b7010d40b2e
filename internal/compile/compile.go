// Package compile makes one compiled report out of a project: report.toml, the content files of a language, the citation registry and
// the house format.
//
// In: an fs.FS (a disk, a git revision, unsaved text) and a language. Out: a [Result] with the report, every number assigned and every
// reference resolved, the style sheet, and every finding. Nothing below this package reads a file of the project, and this package
// touches no disk, clock or network itself.
package compile

import (
	"io/fs"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/style"
)

// Options say what to compile.
type Options struct {
	Language string // code of a language of report.toml; empty is the first
}

// A Result is what compiling yields. It is read-only.
type Result struct {
	Config *Config      // nil when report.toml cannot be read
	Report *doc.Report  // nil when there is nothing to show; otherwise as whole as the findings allow
	Sheet  *style.Sheet // nil when the style or the language is not to be had
	Found  diag.List
}

// Compile compiles the project in fsys. The error is for what the machine would not do; what the author can repair is in Result.Found.
func Compile(fsys fs.FS, opt Options) (*Result, error) {
	return &Result{}, nil
}
