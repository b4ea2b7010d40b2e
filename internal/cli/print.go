package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"sync"

	"rapporteur/internal/diag"
)

// findings is the part of every JSON form that tells what was found.
type findings struct {
	Findings *diag.List `json:"findings"`
	Errors   int        `json:"errors"`
	Warnings int        `json:"warnings"`
	Notes    int        `json:"notes"`
}

// summarize takes the repeats out of found, which several languages bring, and counts it.
func summarize(found diag.List) findings {
	list := new(diag.List)
	for _, d := range found.Sorted() {
		list.Add(d)
	}
	errors, warnings, notes := list.Count()
	return findings{list, errors, warnings, notes}
}

// fatal reports whether nothing may be written.
func (f findings) fatal(strict bool) bool { return f.Errors > 0 || strict && f.Warnings > 0 }

// err is errFindings where the findings are fatal.
func (f findings) err(strict bool) error {
	if f.fatal(strict) {
		return errFindings
	}
	return nil
}

func (a *app) writeFindings(w io.Writer, f findings, limit int) error {
	return f.Findings.WriteText(w, diag.TextOptions{Color: a.color(w), Limit: limit})
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// progress is a line on a terminal that tells what is being done. Elsewhere it says nothing.
type progress struct {
	mu sync.Mutex
	w  io.Writer // nil when there is no terminal
}

func (a *app) progress() *progress {
	if !terminal(a.env.Stderr) || a.env.Getenv("TERM") == "dumb" {
		return &progress{}
	}
	return &progress{w: a.env.Stderr}
}

// eraseLine brings a terminal back to the beginning of an empty line.
const eraseLine = "\r\x1b[K"

// step replaces the line.
func (p *progress) step(what string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.w != nil {
		fmt.Fprintf(p.w, "%s%s …", eraseLine, what)
	}
}

// clear removes the line; it comes before anything else is printed.
func (p *progress) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.w != nil {
		fmt.Fprint(p.w, eraseLine)
	}
}
