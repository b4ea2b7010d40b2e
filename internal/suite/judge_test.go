package suite_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// judgesRequired says that all outside programs must judge, also those that take long.
var judgesRequired = os.Getenv("RAPPORTEUR_JUDGES") == "required"

// judges reports whether that outside program is here. Where the environment variable RAPPORTEUR_JUDGES says "required", one that is
// missing is a failure.
func judges(t *testing.T, program string) bool {
	t.Helper()
	if _, err := exec.LookPath(program); err == nil {
		return true
	}
	if judgesRequired {
		t.Fatalf("%s is required and not installed", program)
	}
	t.Logf("%s is not installed: what it would judge is not judged", program)
	return false
}

// need skips the test where that outside program is missing.
func need(t *testing.T, program string) {
	t.Helper()
	if !judges(t, program) {
		t.SkipNow()
	}
}

// slow skips a test whose outside program takes long, unless all must judge.
func slow(t *testing.T) {
	t.Helper()
	if !judgesRequired {
		t.Skip("RAPPORTEUR_JUDGES=required calls this judge, which takes long")
	}
}

// run runs an outside program over a file with that content, whose path takes the place of "FILE" among the arguments, and returns what
// it prints.
func run(t *testing.T, content []byte, program string, args ...string) []byte {
	t.Helper()
	name := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(name, content, 0o600); err != nil {
		t.Fatal(err)
	}
	for i, a := range args {
		if a == "FILE" {
			args[i] = name
		}
	}
	return call(t, program, args...)
}

// call runs an outside program, which must succeed and have nothing to complain of, and returns what it prints.
func call(t *testing.T, program string, args ...string) []byte {
	t.Helper()
	var out, errors bytes.Buffer
	cmd := exec.Command(program, args...)
	cmd.Stdout, cmd.Stderr = &out, &errors
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v\n%s", program, err, errors.String())
	}
	if errors.Len() > 0 {
		t.Errorf("%s complains: %s", program, errors.String())
	}
	return out.Bytes()
}
