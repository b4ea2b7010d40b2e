package cli_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/internal/cli"
)

// run runs a command line and returns its exit status and what it printed.
func run(stdout io.Writer, args ...string) (status int, talk string) {
	var stderr strings.Builder
	status = cli.Main(args, cli.Env{Stdin: strings.NewReader(""), Stdout: stdout, Stderr: &stderr, Getenv: func(string) string { return "" }})
	return status, stderr.String()
}

// full is a writer without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestDataThatCannotBeWritten(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "report.toml"), []byte("[report"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"version"}, {"version", "--json"}, {"check", "-C", dir}, {"check", "-C", dir, "--json"}, {"count", "-C", dir, "--json"}} {
		status, talk := run(full{}, args...)
		if status != 3 || !strings.Contains(talk, "no space left") {
			t.Errorf("%q with a full standard output: status %d, %q; want 3 and the reason", args, status, talk)
		}
	}
}

func TestMainWithoutProcess(t *testing.T) {
	var stdout strings.Builder
	if status, talk := run(&stdout, "version"); status != 0 || talk != "" || !strings.HasPrefix(stdout.String(), "rapporteur ") {
		t.Errorf("version: status %d, stdout %q, stderr %q", status, stdout.String(), talk)
	}
	stdout.Reset()
	if status, talk := run(&stdout); status != 2 || stdout.Len() > 0 || !strings.Contains(talk, "no command is given") {
		t.Errorf("without arguments: status %d, stdout %q, stderr %q", status, stdout.String(), talk)
	}
	if status, _ := run(&stdout, "check", "-C", t.TempDir()); status != 2 || stdout.Len() > 0 {
		t.Errorf("without a project: status %d, stdout %q; want 2 and nothing", status, stdout.String())
	}
}

func TestFileName(t *testing.T) {
	for _, c := range []struct{ symbol, language, want string }{
		{"CMW/C/HND/2", "en", "CMW_C_HND_2-en.html"},
		{"E/C.12/HND/3/Add.1", "fr", "E_C.12_HND_3_Add.1-fr.html"},
		{"CCPR/C/XYZ/1*", "es", "CCPR_C_XYZ_1_-es.html"},
		{"", "en", "report-en.html"},
		{"../../x", "en", "_._.._x-en.html"},
		{`C:\x "y"`, "en", "C__x__y_-en.html"},
		{"-rf", "en", "_rf-en.html"},
		{"символ", "en", "______-en.html"},
	} {
		if got := cli.FileName(c.symbol, c.language, "html"); got != c.want {
			t.Errorf("FileName(%q, %q) = %q, want %q", c.symbol, c.language, got, c.want)
		}
	}
}

func TestVersion(t *testing.T) {
	setting := func(key, value string) debug.BuildSetting { return debug.BuildSetting{Key: key, Value: value} }
	for _, c := range []struct {
		name string
		info *debug.BuildInfo
		want string
	}{
		{"no information", nil, "rapporteur devel, "},
		{"working tree", &debug.BuildInfo{Main: debug.Module{Version: "(devel)"}}, "rapporteur devel, "},
		{"module", &debug.BuildInfo{Main: debug.Module{Version: "v1.2.3"}}, "rapporteur v1.2.3, "},
		{"revision", &debug.BuildInfo{Settings: []debug.BuildSetting{setting("vcs.revision", "0a1b"), setting("vcs.modified", "false")}}, "rapporteur devel, revision 0a1b, "},
		{"changed", &debug.BuildInfo{Settings: []debug.BuildSetting{setting("vcs.revision", "0a1b"), setting("vcs.modified", "true")}}, "rapporteur devel, revision 0a1b with changes, "},
	} {
		if got, want := cli.Version(c.info, c.info != nil), c.want+runtime.Version(); got != want {
			t.Errorf("%s: %q, want %q", c.name, got, want)
		}
	}
}

func TestGuardTurnsAPanicIntoAnError(t *testing.T) {
	err := cli.Guard(func() error { panic("number 3 follows 5") })
	if err == nil || !strings.HasPrefix(err.Error(), "internal error: number 3 follows 5; this is a fault of rapporteur") {
		t.Errorf("Guard of a panic = %v", err)
	}
	if err := cli.Guard(func() error { return nil }); err != nil {
		t.Errorf("Guard of success = %v", err)
	}
}

func TestEachRunsAllAndReturnsTheFirstError(t *testing.T) {
	var ran atomic.Int32
	err := cli.Each(t.Context(), 20, func(i int) error {
		ran.Add(1)
		switch i {
		case 7:
			return errors.New("seven")
		case 3:
			panic("three")
		}
		return nil
	})
	if ran.Load() != 20 || err == nil || !strings.Contains(err.Error(), "three") {
		t.Errorf("Each ran %d of 20 and returned %v; want the error of 3", ran.Load(), err)
	}
	if err := cli.Each(t.Context(), 0, nil); err != nil {
		t.Errorf("Each(0) = %v", err)
	}
}

func TestEachBeginsNothingAfterAnInterrupt(t *testing.T) {
	ctx, interrupt := context.WithCancel(t.Context())
	interrupt()
	err := cli.Each(ctx, 3, func(i int) error {
		t.Errorf("%d has begun", i)
		return nil
	})
	if err == nil || err.Error() != "interrupted" {
		t.Errorf("Each after an interrupt = %v", err)
	}
}

// files returns names and texts of all files in dir, hidden ones included.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, e := range entries {
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		all[e.Name()] = string(text)
	}
	return all
}

func TestStagingIsAllOrNothing(t *testing.T) {
	dir := t.TempDir()
	old := map[string]string{"b.html": "old b", "other.txt": "not ours"}
	for name, text := range old {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	outputs := [][2]string{{"a.html", "new a"}, {"b.html", "new b"}, {"c.html", "new c"}}

	// While outputs wait, the destinations are as they were.
	s, err := cli.Stage(dir, outputs...)
	if err != nil {
		t.Fatal(err)
	}
	got := files(t, dir)
	if got["b.html"] != "old b" || got["a.html"] != "" || len(got) != 5 {
		t.Errorf("while staged: %q", got)
	}

	// The third output cannot take its place: the first two are taken back.
	if err := os.Remove(s.Waiting(2)); err != nil {
		t.Fatal(err)
	}
	if err := s.Replace(); err == nil {
		t.Error("Replace without the third file succeeded")
	}
	if diff := cmp.Diff(old, files(t, dir)); diff != "" {
		t.Errorf("after a failed replacement (-want +got):\n%s", diff)
	}

	// All of them can.
	if s, err = cli.Stage(dir, outputs...); err != nil {
		t.Fatal(err)
	}
	if err := s.Replace(); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"a.html": "new a", "b.html": "new b", "c.html": "new c", "other.txt": "not ours"}
	if diff := cmp.Diff(want, files(t, dir)); diff != "" {
		t.Errorf("after replacement (-want +got):\n%s", diff)
	}
}

func TestStagingRefusesWhatIsNoFile(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "b.html"), 0o777); err != nil {
		t.Fatal(err)
	}
	if _, err := cli.Stage(dir, [2]string{"a.html", "new"}, [2]string{"b.html", "new"}); err == nil || !strings.Contains(err.Error(), "b.html is a folder") {
		t.Errorf("Stage over a folder: %v", err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("Stage over a folder leaves %v", entries)
	}
}

func TestWatchLooksForItselfWhereNothingIsTold(t *testing.T) {
	ctx, stop := context.WithTimeout(context.Background(), 20*time.Second)
	defer stop()
	nowhere := filepath.Join(t.TempDir(), "nowhere") // no system tells of a folder that is not there
	changes := cli.Watch(ctx, nowhere)
	for range 2 {
		select {
		case <-changes:
		case <-ctx.Done():
			t.Fatal("no look in 20 seconds")
		}
	}
}

func TestWithin(t *testing.T) {
	dir, err := cli.ResolvePath(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(dir, "real", "in"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("real", filepath.Join(dir, "link")); err != nil {
		t.Skip("no symbolic links here: ", err)
	}
	for _, c := range []struct {
		path, dir string
		want      bool
	}{
		{"real", "real", true},
		{"real/in", "real", true},
		{"real/in/new/folder", "real", true},
		{"real/../real/in", "real", true},
		{"link", "real", true},
		{"link/in/new", "real", true},
		{"REAL/In", "real", true},
		{"real", "real/in", false},
		{"realm", "real", false},
		{"other", "real", false},
	} {
		path, err := cli.ResolvePath(filepath.Join(dir, filepath.FromSlash(c.path)))
		if err != nil {
			t.Fatal(err)
		}
		if got := cli.Within(path, filepath.Join(dir, filepath.FromSlash(c.dir))); got != c.want {
			t.Errorf("Within(%q, %q) = %t, want %t", c.path, c.dir, got, c.want)
		}
	}
}

func TestPieces(t *testing.T) {
	const piece = 64 << 10
	for _, sizes := range [][]int{{}, {0}, {1}, {piece}, {piece, 1}, {piece - 1, 2}, {3*piece + 5, 7, piece}} {
		var parts [][]byte
		for i, n := range sizes {
			parts = append(parts, bytes.Repeat([]byte{byte('a' + i)}, n))
		}
		want := bytes.Join(parts, nil)
		if got, size := cli.Pieces(parts...); !bytes.Equal(got, want) || size != len(want) {
			t.Errorf("parts of %v bytes: %d are kept, %d counted, want %d", sizes, len(got), size, len(want))
		}
	}
}

// Blanks that set columns below each other do not count.
func TestTextSize(t *testing.T) {
	for text, want := range map[string]int{"": 0, "a b": 3, "| a    |  b |": len("| a | b |"), "\n    c": 3} {
		if got := cli.TextSize([]byte(text)); got != want {
			t.Errorf("%q has %d bytes of text, want %d", text, got, want)
		}
	}
}

func TestMemoryLimit(t *testing.T) {
	const mega = 1 << 20
	for _, c := range []struct {
		section, picture int
		want             int64
	}{{100, 100, 160 * mega}, {10 * mega, 0, 230 * mega}, {5 * mega, 5 * mega, 230 * mega}} {
		if got := cli.MemoryLimit(c.section, c.picture); got != c.want {
			t.Errorf("%d bytes of text and %d of pictures: limit %d, want %d", c.section, c.picture, got, c.want)
		}
	}
}
