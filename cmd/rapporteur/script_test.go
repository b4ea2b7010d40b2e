package main

import (
	"archive/zip"
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite the goldens in the scripts")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"rapporteur": main})
}

// TestScripts runs the program as a user does. Beside the usual commands of testscript there are
//
//	status N command…    runs a command, which must end with exit status N
//	await file text      waits until a file holds a text
//	only dir name…       wants exactly these names in a folder
//	append [-times N] file line…   adds lines to a file, N times; %d in a line is the number of the round
//	strike file word     takes the lines that begin with a word out of a file
//	age time file…       makes files look as old as that
//	pipe file            makes a pipe that nobody writes to
//	pack archive folder  makes a zip archive, as a Word file is one, of a folder
//	pause time           lets time pass, for what happens by itself
//
// The condition [terminal] is true where script(1) can make one. No script needs another program of the machine than the one under test, but the one of diff, which needs git.
func TestScripts(t *testing.T) {
	repository, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("REPOSITORY", repository)
			return nil
		},
		Condition: func(name string) (bool, error) {
			if name != "terminal" {
				return false, fmt.Errorf("there is no condition %q", name)
			}
			return terminal(), nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status": status, "await": await, "only": only, "append": appendLines, "strike": strike, "pause": pause,
			"age": age, "pipe": pipe, "pack": pack,
		},
	})
}

func appendLines(ts *testscript.TestScript, neg bool, args []string) {
	times := 1
	if len(args) > 2 && args[0] == "-times" {
		var err error
		times, err = strconv.Atoi(args[1])
		ts.Check(err)
		args = args[2:]
	}
	if neg || len(args) < 2 {
		ts.Fatalf("usage: append [-times N] file line…")
	}
	name := ts.MkAbs(args[0])
	text, err := os.ReadFile(name)
	if !errors.Is(err, fs.ErrNotExist) {
		ts.Check(err)
	}
	for round := range times {
		for _, line := range args[1:] {
			text = append(text, strings.ReplaceAll(line, "%d", strconv.Itoa(round+1))+"\n"...)
		}
	}
	ts.Check(os.WriteFile(name, text, 0o666))
}

func strike(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: strike file word")
	}
	name := ts.MkAbs(args[0])
	text, err := os.ReadFile(name)
	ts.Check(err)
	lines := slices.DeleteFunc(strings.SplitAfter(string(text), "\n"), func(line string) bool { return strings.HasPrefix(line, args[1]) })
	ts.Check(os.WriteFile(name, []byte(strings.Join(lines, "")), 0o666))
}

func pack(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: pack archive folder")
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	ts.Check(z.AddFS(os.DirFS(ts.MkAbs(args[1]))))
	ts.Check(z.Close())
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b.Bytes(), 0o666))
}

func pause(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: pause time")
	}
	d, err := time.ParseDuration(args[0])
	ts.Check(err)
	time.Sleep(d)
}

func age(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: age time file…")
	}
	d, err := time.ParseDuration(args[0])
	ts.Check(err)
	for _, name := range args[1:] {
		then := time.Now().Add(-d)
		ts.Check(os.Chtimes(ts.MkAbs(name), then, then))
	}
}

func pipe(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: pipe file")
	}
	name := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(filepath.Dir(name), 0o777))
	ts.Check(mkfifo(name))
}

// terminal reports whether script(1) can make a terminal here. Where judges are required, it must.
func terminal() bool {
	return os.Getenv("RAPPORTEUR_JUDGES") == "required" || exec.Command("script", "-qec", "true", os.DevNull).Run() == nil
}

func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N command…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	err = ts.Exec(args[1], args[2:]...)
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		got = exit.ExitCode()
	case err != nil:
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit status %d; want %d", got, want)
	}
}

func await(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: await file text")
	}
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if text, err := os.ReadFile(ts.MkAbs(args[0])); err == nil && strings.Contains(string(text), args[1]) {
			return
		}
	}
	ts.Fatalf("%s does not hold %q after 30 seconds", args[0], args[1])
}

func only(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: only dir name…")
	}
	entries, err := os.ReadDir(ts.MkAbs(args[0]))
	ts.Check(err)
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if got, want := strings.Join(names, " "), strings.Join(args[1:], " "); got != want {
		ts.Fatalf("%s holds %q; want %q", args[0], got, want)
	}
}
