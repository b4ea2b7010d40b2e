package gitrepo

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"rapporteur/internal/diag"
)

// A Repo is the repository that holds a project. Its methods may be called at the same time.
type Repo struct {
	git    *git
	prefix string // of the project folder in the work tree: "" or "reports/hnd/"
	blobs  *blobs
	blames memo[blameKey, []origin]
	orders memo[string, map[string]int]
	known  memo[string, Commit]
}

// Open opens the repository that holds folder dir. The context governs everything that is done with the repository, reading its files
// included. The caller closes it.
func Open(ctx context.Context, dir string) (*Repo, error) {
	g, err := newGit(ctx, dir)
	if err != nil {
		return nil, err
	}
	const start = "run git init and git commit in the folder of the report"
	out, err := g.run("rev-parse", "--is-inside-work-tree", "--show-prefix")
	switch {
	case says(err, "not a git repository"):
		return nil, &Error{fmt.Sprintf("%q is in no git repository", filepath.ToSlash(dir)), start}
	case says(err, "dubious ownership"):
		return nil, &Error{fmt.Sprintf("the git repository of %q belongs to another user", filepath.ToSlash(dir)), "run git status there: it says how to trust the repository"}
	case err != nil:
		return nil, err
	}
	inside, prefix, _ := strings.Cut(out, "\n")
	if inside != "true" {
		return nil, &Error{fmt.Sprintf("%q is not in the work tree of its git repository", filepath.ToSlash(dir)), "make a clone with a work tree, and name the folder of the report in it after -C"}
	}
	return &Repo{git: g, prefix: strings.TrimSuffix(prefix, "\n"), blobs: &blobs{git: g, kept: map[string][]byte{}}}, nil
}

// Close ends what runs.
func (r *Repo) Close() { r.blobs.close() }

// A Commit is a commit. The zero Commit stands for what is not committed.
type Commit struct {
	Hash    string    // in full
	Author  string    // name
	Email   string    // of the author
	Date    time.Time // at which the author made it, to the second, in UTC
	Subject string    // first line of its message
}

// Committed reports whether c is a commit, and does not stand for what is not committed.
func (c Commit) Committed() bool { return c.Hash != "" }

// Short is the hash as people write it.
func (c Commit) Short() string { return c.Hash[:min(len(c.Hash), 10)] }

// A Revision is a state of the project: a commit, or the work tree. The zero Revision is the work tree.
type Revision struct {
	Name   string // as the user wrote it; "" for the work tree
	Commit Commit
}

// WorkTree reports whether the revision is the work tree, with what is not committed.
func (v Revision) WorkTree() bool { return !v.Commit.Committed() }

// commitFormat has the fields of a commit, which [commits] reads. In logs the names of the mailmap are %aN and %aE.
const commitFormat = "--format=%H%x00%aN%x00%aE%x00%at%x00%s"

// commits reads the output of a log with commitFormat and -z.
func commits(out string) ([]Commit, error) {
	const fields = 5
	all := records(out)
	if len(all)%fields != 0 {
		return nil, fmt.Errorf("git log: %d fields do not make commits", len(all))
	}
	var list []Commit
	for ; len(all) > 0; all = all[fields:] {
		date, err := seconds(all[3])
		if err != nil {
			return nil, fmt.Errorf("git log: %w", err)
		}
		list = append(list, Commit{Hash: all[0], Author: all[1], Email: all[2], Date: date, Subject: all[4]})
	}
	return list, nil
}

// seconds reads a date as git keeps it.
func seconds(s string) (time.Time, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return time.Time{}, fmt.Errorf("date %q: %w", s, err)
	}
	return time.Unix(n, 0).UTC(), nil
}

// Resolve finds the commit that a name stands for: a branch, a tag, a hash, "HEAD~3". A name that nothing has is an [Error] with the
// nearest names.
func (r *Repo) Resolve(name string) (Revision, error) {
	if name == "" || strings.HasPrefix(name, "-") || strings.ContainsAny(name, "\x00\n") {
		return Revision{}, &Error{fmt.Sprintf("%q is not the name of a revision", name), "write a branch, a tag or the hash of a commit"}
	}
	out, err := r.git.run("rev-parse", "--verify", "--quiet", "--end-of-options", name+"^{commit}")
	if failed(err) != nil {
		return Revision{}, r.unknown(name)
	}
	if err != nil {
		return Revision{}, err
	}
	c, err := r.commit(strings.TrimSuffix(out, "\n"))
	return Revision{name, c}, err
}

// commit returns the commit of that hash.
func (r *Repo) commit(hash string) (Commit, error) {
	return r.known.get(hash, func() (Commit, error) {
		out, err := r.git.run("log", "--no-walk", "-z", commitFormat, "--end-of-options", hash, "--")
		if err != nil {
			return Commit{}, err
		}
		list, err := commits(out)
		if err == nil && len(list) != 1 {
			err = fmt.Errorf("git log: %d commits for one", len(list))
		}
		if err != nil {
			return Commit{}, err
		}
		return list[0], nil
	})
}

// unknown says that nothing has that name.
func (r *Repo) unknown(name string) error {
	e := &Error{Message: fmt.Sprintf("there is no revision %q", name)}
	names, err := r.Names()
	if err != nil {
		return err
	}
	shallow, err := r.git.run("rev-parse", "--is-shallow-repository")
	if err != nil {
		return err
	}
	switch near := diag.Nearest(name, names); {
	case len(near) > 0:
		e.Hint = "write " + diag.Quoted(near)
	case strings.TrimSpace(shallow) == "true":
		e.Hint = "run git fetch --unshallow --tags: this clone has only the newest commits"
	case len(names) == 0:
		e.Hint = "run git commit first: nothing is committed yet"
	default:
		e.Hint = "run git log or git tag to see what there is"
	}
	return e
}

// Names returns the names of all branches and tags, those of other repositories last.
func (r *Repo) Names() ([]string, error) {
	out, err := r.git.run("for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags", "refs/remotes")
	return strings.Fields(out), err
}

// Range finds the two revisions that a text names, older first: "" is HEAD and the work tree, "A" is A and the work tree, "A..B" is A and B,
// "A...B" is what A and B have in common and B. HEAD may be left out beside the dots.
func (r *Repo) Range(text string) (from, to Revision, err error) {
	or := func(name string) string {
		if name == "" {
			return "HEAD"
		}
		return name
	}
	a, b, two := strings.Cut(text, "..")
	if !two {
		from, err = r.Resolve(or(a))
		return from, Revision{}, err
	}
	b, fork := strings.CutPrefix(b, ".")
	if from, err = r.Resolve(or(a)); err != nil {
		return Revision{}, Revision{}, err
	}
	if to, err = r.Resolve(or(b)); err != nil {
		return Revision{}, Revision{}, err
	}
	if fork {
		from, err = r.mergeBase(from, to)
	}
	return from, to, err
}

// mergeBase is the newest commit that a and b have in common.
func (r *Repo) mergeBase(a, b Revision) (Revision, error) {
	out, err := r.git.run("merge-base", "--end-of-options", a.Commit.Hash, b.Commit.Hash)
	if f := failed(err); f != nil && f.status == 1 {
		return Revision{}, &Error{fmt.Sprintf("%q and %q have no commit in common", a.Name, b.Name), fmt.Sprintf("write %s..%s to compare them all the same", a.Name, b.Name)}
	}
	if err != nil {
		return Revision{}, err
	}
	return r.Resolve(strings.TrimSuffix(out, "\n"))
}

// User is the name of who works here, as the configuration of git has it; "" where it has none. It stands for the author of what is not
// committed.
func (r *Repo) User() (string, error) {
	out, err := r.git.run("config", "--get", "user.name")
	if f := failed(err); f != nil && f.status == 1 {
		return "", nil
	}
	return strings.TrimSuffix(out, "\n"), err
}

// A memo keeps answers for as long as the repository is open.
type memo[K comparable, V any] struct {
	mu  sync.Mutex
	all map[K]func() (V, error)
}

// get returns the answer to a question, which ask gives the first time.
func (m *memo[K, V]) get(question K, ask func() (V, error)) (V, error) {
	m.mu.Lock()
	if m.all == nil {
		m.all = map[K]func() (V, error){}
	}
	answer := m.all[question]
	if answer == nil {
		answer = sync.OnceValues(ask)
		m.all[question] = answer
	}
	m.mu.Unlock()
	return answer()
}
