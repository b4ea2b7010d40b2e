//go:build linux

package suite_test

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"

	"rapporteur/internal/compile"
	"rapporteur/internal/pdf"
)

// growth are the sizes at which the PDF alone is measured: the report, and its text so many times over. Time and memory must grow as the
// size does, not faster.
var growth = []int{1, 10, 50}

// BenchmarkPDF measures the PDF alone in a process that is warm: made of a compiled report, and compiling included.
func BenchmarkPDF(b *testing.B) {
	for name, dir := range benchmarked() {
		for _, n := range growth {
			project := repeated(b, os.DirFS(dir), n)
			var size written
			render := func(b *testing.B, r *compile.Result) {
				size = 0
				if _, err := pdf.Render(&size, r.Report, r.Sheet); err != nil {
					b.Fatal(err)
				}
			}
			result := compileRepeated(b, project)
			b.Run(fmt.Sprintf("%s/x%d", name, n), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					render(b, result)
				}
				b.ReportMetric(float64(size), "bytes")
			})
			b.Run(fmt.Sprintf("%s/x%d/compiled", name, n), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					render(b, compileRepeated(b, project))
				}
			})
		}
	}
}

// BenchmarkColdPDF measures the command that writes the PDF alone, a new process each time, and the most memory that it has held at once.
func BenchmarkColdPDF(b *testing.B) {
	program := buildProgram(b)
	for name, dir := range benchmarked() {
		for _, n := range growth {
			b.Run(fmt.Sprintf("%s/x%d", name, n), func(b *testing.B) {
				project, out := b.TempDir(), b.TempDir()
				if err := os.CopyFS(project, repeated(b, os.DirFS(dir), n)); err != nil {
					b.Fatal(err)
				}
				args := []string{"build", "-C", project, "--out", out, "--format", "pdf", "--lang", "en"}
				for b.Loop() {
					if talk, err := exec.Command(program, args...).CombinedOutput(); err != nil {
						b.Fatalf("%v\n%s", err, talk)
					}
				}
				b.ReportMetric(float64(peakMemory(b, program, args...))/1e6, "peak-MB")
			})
		}
	}
}

// TestPeakMemory wants a report of more than a thousand pages to be set in little memory.
func TestPeakMemory(t *testing.T) {
	project := t.TempDir()
	if err := os.CopyFS(project, repeated(t, os.DirFS(top), 30)); err != nil {
		t.Fatal(err)
	}
	const most = 190e6 // for one language: several are set side by side
	if peak := peakMemory(t, buildProgram(t), "build", "-C", project, "--out", t.TempDir(), "--format", "pdf", "--lang", "en"); peak > most {
		t.Errorf("the PDF of a long report takes %d MB; at most %d MB were expected", peak/1e6, int(most/1e6))
	}
}

// written counts what is written to it.
type written int

func (w *written) Write(p []byte) (int, error) {
	*w += written(len(p))
	return len(p), nil
}

// compileRepeated compiles a project that has no errors.
func compileRepeated(b *testing.B, project fs.FS) *compile.Result {
	r, err := compile.Compile(project, compile.Options{})
	if err != nil || !shows(r) {
		b.Fatalf("the project does not compile: %v", err)
	}
	return r
}

var (
	sectionList = regexp.MustCompile(`(?s)\nsections = \[(.*?)\n\]`)
	quotedName  = regexp.MustCompile(`"([^"]+)"`)
	ownID       = regexp.MustCompile(`[#@](sec|para|tbl|fig)-[a-z0-9-]+`) // made or meant
)

// repeated is the project with all its sections n times over, each time under other names.
func repeated(b testing.TB, project fs.FS, n int) fstest.MapFS {
	b.Helper()
	out := fstest.MapFS{}
	suffix := func(i int) string {
		if i == 0 {
			return ""
		}
		return fmt.Sprint("-", i+1)
	}
	add := func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(project, name)
		if err != nil {
			return err
		}
		section, ok := strings.CutSuffix(name, ".md")
		if !ok {
			out[name] = &fstest.MapFile{Data: data, Mode: 0o644}
			return nil
		}
		for i := range n {
			out[section+suffix(i)+".md"] = &fstest.MapFile{Data: ownID.ReplaceAll(data, []byte("$0"+suffix(i))), Mode: 0o644}
		}
		return nil
	}
	for _, root := range []string{"report.toml", "content", "citations"} {
		if _, err := fs.Stat(project, root); err != nil {
			continue
		}
		if err := fs.WalkDir(project, root, add); err != nil {
			b.Fatal(err)
		}
	}
	config := out["report.toml"]
	list := sectionList.FindSubmatch(config.Data)
	if list == nil {
		b.Fatal("report.toml has no list of sections")
	}
	var sections strings.Builder
	for i := range n {
		for _, m := range quotedName.FindAllSubmatch(list[1], -1) {
			fmt.Fprintf(&sections, "%q,\n", string(m[1])+suffix(i))
		}
	}
	config.Data = sectionList.ReplaceAll(config.Data, []byte("\nsections = [\n"+sections.String()+"]"))
	return out
}

// peakOf is the variable of the environment with which the tests, started again, run the command that their arguments are and print the
// most memory that it has held.
const peakOf = "RAPPORTEUR_PEAK_OF_COMMAND"

// peakMemory returns the most memory that a run of the command has held at once, in bytes. Linux begins that count with what the process
// held that started the command, and a benchmark holds much: a new process, which is small, starts it.
func peakMemory(b testing.TB, program string, args ...string) int64 {
	b.Helper()
	cmd := exec.Command(os.Args[0], append([]string{program}, args...)...)
	cmd.Env = append(os.Environ(), peakOf+"=1")
	out, err := cmd.Output()
	if err != nil {
		b.Fatal(err)
	}
	kib, err := strconv.ParseInt(strings.TrimSpace(string(out)), 10, 64)
	if err != nil {
		b.Fatal(err)
	}
	return kib << 10
}

// It stands in for TestMain, which would know these arguments only as flags of the tests.
func init() {
	if os.Getenv(peakOf) == "" {
		return
	}
	cmd := exec.Command(os.Args[1], os.Args[2:]...)
	if err := cmd.Run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss)
	os.Exit(0)
}
