package suite_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
)

// A drawnPDF is what testdata/readpages.py reads back from a PDF: it is written in another language, by others, and shares nothing with
// the code that makes PDFs. All measures are points from the upper left corner of the paper.
type drawnPDF struct {
	Pages []drawnPage  `json:"pages"`
	Tree  drawnElement `json:"tree"`
}

type drawnPage struct {
	Width  float64    `json:"width"`
	Height float64    `json:"height"`
	Runs   []drawnRun `json:"runs"`
	Boxes  []drawnBox `json:"boxes"`
}

// A drawnRun is text of one font on one base line.
type drawnRun struct {
	Mark     int       `json:"m"` // number of its marked content, -1 for none
	Artifact string    `json:"a"` // kind of artifact, empty for none
	Font     string    `json:"f"`
	Size     float64   `json:"s"`
	Base     float64   `json:"y"`
	Space    float64   `json:"n"` // natural width of a space, 0 where there is none
	Words    []string  `json:"t"`
	Edges    []float64 `json:"x"` // left and right edge of each word
	Spaces   []int     `json:"b"` // the words that a space stands before; len(Words) where one stands at the end
	Fixed    []int     `json:"h"` // those of them whose space does not break
}

// A drawnBox is a rule or an image.
type drawnBox struct {
	Kind     string  `json:"k"` // "rule" or "image"
	Left     float64 `json:"l"`
	Top      float64 `json:"t"`
	Right    float64 `json:"r"`
	Bottom   float64 `json:"b"`
	Mark     int     `json:"m"`
	Artifact string  `json:"a"`
}

// A drawnElement is an element of the structure tree, or marked content of a page where Role is empty.
type drawnElement struct {
	Role    string         `json:"r"`
	ColSpan int            `json:"c"`
	RowSpan int            `json:"o"`
	Kids    []drawnElement `json:"k"`
	Page    int            `json:"p"`
	Mark    int            `json:"m"`
}

// Text of type of size s reaches from ascent*s above its base line to descent*s below it, the tops of accents apart.
const (
	ascent  = 0.67
	descent = 0.21
)

func (r *drawnRun) top() float64 { return r.Base - ascent*r.Size }
func (r *drawnRun) bottom() float64 {
	if r.depth() {
		return r.Base + descent*r.Size
	}
	return r.Base
}
func (r *drawnRun) left() float64  { return slices.Min(r.Edges) }
func (r *drawnRun) right() float64 { return slices.Max(r.Edges) }
func (r *drawnRun) bold() bool     { return strings.Contains(r.Font, "Bold") }
func (r *drawnRun) italic() bool {
	return strings.Contains(r.Font, "Italic") || strings.Contains(r.Font, "Oblique")
}

// depth reports whether a letter reaches below the base line.
func (r *drawnRun) depth() bool {
	return slices.ContainsFunc(r.Words, func(w string) bool { return strings.ContainsAny(w, "gjpqyçQ,;()[]{}/_|") })
}

func (r *drawnRun) text() string {
	var b strings.Builder
	for i, w := range r.Words {
		if i > 0 && r.spaced(i) {
			b.WriteByte(' ')
		}
		b.WriteString(w)
	}
	return b.String()
}

// spaced reports whether a space stands before word i; len(r.Words) asks for one at the end.
func (r *drawnRun) spaced(i int) bool { return slices.Contains(r.Spaces, i) }

// pageReader returns the Python that has pdfminer.six as .ci/judges installs it; it skips the test where there is none.
func pageReader(t testing.TB) string {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err == nil {
		python := filepath.Join(cache, "rapporteur", "pdfminer", "bin", "python3")
		if _, err = os.Stat(python); err == nil {
			return python
		}
	}
	if judgesRequired {
		t.Fatalf("pdfminer.six is required and not installed: %v", err)
	}
	t.Skipf("pdfminer.six is not installed, .ci/judges does so: %v", err)
	return ""
}

// readPages reads PDFs back, on all processors.
func readPages(t testing.TB, files []string) []drawnPDF {
	t.Helper()
	python := pageReader(t)
	out := make([]drawnPDF, len(files))
	share := (len(files) + runtime.NumCPU() - 1) / runtime.NumCPU()
	var wait sync.WaitGroup
	for from := 0; from < len(files); from += share {
		some, into := files[from:min(from+share, len(files))], out[from:]
		wait.Go(func() {
			var printed, errors bytes.Buffer
			cmd := exec.Command(python, append([]string{filepath.Join("testdata", "readpages.py")}, some...)...)
			cmd.Stdout, cmd.Stderr = &printed, &errors
			if err := cmd.Run(); err != nil {
				t.Errorf("readpages.py: %v\n%s", err, errors.String())
				return
			}
			d := json.NewDecoder(&printed)
			for i := range some {
				if err := d.Decode(&into[i]); err != nil {
					t.Errorf("%s as readpages.py reads it: %v", some[i], err)
				}
			}
		})
	}
	wait.Wait()
	if t.Failed() {
		t.FailNow()
	}
	return out
}
