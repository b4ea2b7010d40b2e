package gitrepo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// An Error is something that the user can put right.
type Error struct {
	Message string
	Hint    string // what to do next, beginning with a verb; may be empty
}

func (e *Error) Error() string { return e.Message }

// git runs the program in one folder.
type git struct {
	ctx  context.Context
	path string // of the program
	dir  string
	env  []string
}

// settings are given to every run of git. What they switch off is either talk for people or would run another program.
var settings = []string{
	"--no-pager", "--literal-pathspecs", "--no-optional-locks",
	"-c", "core.quotepath=off", "-c", "core.hooksPath=" + os.DevNull, "-c", "core.fsmonitor=false", "-c", "log.showSignature=false",
	"-c", "i18n.logOutputEncoding=UTF-8", "-c", "color.ui=false",
}

// elsewhere are the variables by which git tells the programs that it starts, such as hooks, which repository it works on. Here the folder
// of the project says it.
var elsewhere = []string{
	"GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
	"GIT_IMPLICIT_WORK_TREE", "GIT_GRAFT_FILE", "GIT_SHALLOW_FILE", "GIT_INTERNAL_SUPER_PREFIX", "GIT_NAMESPACE", "GIT_CONFIG",
}

const (
	maxOutput = 256 << 20       // bytes that one run may print
	patience  = 2 * time.Second // between the end of the context and that of a run that holds its pipes open
)

// newGit finds the program.
func newGit(ctx context.Context, dir string) (*git, error) {
	path, err := exec.LookPath("git")
	if err != nil {
		return nil, errors.New("git is not installed, or not on the path; install git 2.30 or newer")
	}
	env := slices.DeleteFunc(os.Environ(), func(v string) bool {
		name, _, _ := strings.Cut(v, "=")
		return slices.Contains(elsewhere, name)
	})
	return &git{ctx, path, dir, append(env, "LC_ALL=C", "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0")}, nil
}

// command makes a run of git with those arguments, the name of the command first.
func (g *git) command(args ...string) *exec.Cmd {
	cmd := exec.CommandContext(g.ctx, g.path, append(slices.Clone(settings), args...)...)
	cmd.Dir, cmd.Env, cmd.WaitDelay = g.dir, g.env, patience
	return cmd
}

// A failure is a run of git that ended with another status than 0.
type failure struct {
	command string
	status  int
	talk    string // what it said to standard error
}

func (f *failure) Error() string {
	line, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimSpace(f.talk), "fatal: "), "\n")
	if line == "" {
		line = fmt.Sprintf("exit status %d", f.status)
	}
	return fmt.Sprintf("git %s: %s", f.command, line)
}

// failed returns the failure in err, nil for none.
func failed(err error) *failure {
	var f *failure
	errors.As(err, &f)
	return f
}

// says reports whether err is a run of git that failed with those words.
func says(err error, words string) bool {
	f := failed(err)
	return f != nil && strings.Contains(f.talk, words)
}

// run runs git and returns what it prints.
func (g *git) run(args ...string) (string, error) {
	var out, talk limited
	out.room, talk.room = maxOutput, 64<<10
	cmd := g.command(args...)
	cmd.Stdout, cmd.Stderr = &out, &talk
	err := cmd.Run()
	var exit *exec.ExitError
	switch {
	case g.ctx.Err() != nil:
		return "", fmt.Errorf("git %s: %w", args[0], g.ctx.Err())
	case errors.As(err, &exit):
		return "", &failure{args[0], exit.ExitCode(), talk.String()}
	case err != nil:
		return "", fmt.Errorf("git %s: %w", args[0], err)
	case out.lost:
		return "", fmt.Errorf("git %s: it printed more than %d MB", args[0], maxOutput>>20)
	}
	return out.String(), nil
}

// limited keeps what is written to it as long as there is room, and drops the rest.
type limited struct {
	bytes.Buffer
	room int
	lost bool
}

func (l *limited) Write(p []byte) (int, error) {
	keep := min(len(p), l.room)
	l.room -= keep
	l.lost = l.lost || keep < len(p)
	_, _ = l.Buffer.Write(p[:keep])
	return len(p), nil
}

// ReadFrom hides that of the buffer, which has no limit.
func (l *limited) ReadFrom(r io.Reader) (int64, error) {
	return io.Copy(struct{ io.Writer }{l}, r)
}

// records takes output apart that ends every record with a NUL.
func records(out string) []string {
	if out == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(out, "\x00"), "\x00")
}
