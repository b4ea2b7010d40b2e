package gitrepo

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Commits returns the commits that are in revision to and not in revision from, newest first; with files, those that touch one of them.
// Of the work tree they are those of HEAD.
func (r *Repo) Commits(from, to Revision, files ...string) ([]Commit, error) {
	between, err := r.between(from, to)
	if err != nil || between == "" {
		return nil, err
	}
	out, err := r.git.run(append([]string{"log", "--date-order", "--no-patch", "-z", commitFormat, "--end-of-options", between, "--"}, files...)...)
	if err != nil {
		return nil, err
	}
	return commits(out)
}

// At returns the newest commit in the history of HEAD that was made not later than a moment, by the clock of those who committed. Where there
// is none, the error says so.
func (r *Repo) At(moment time.Time) (Revision, error) {
	out, err := r.git.run("log", "-1", "--no-patch", "-z", commitFormat, "--before="+strconv.FormatInt(moment.Unix(), 10), "HEAD", "--")
	if err != nil {
		return Revision{}, err
	}
	list, err := commits(out)
	if err != nil {
		return Revision{}, err
	}
	if len(list) == 0 {
		return Revision{}, &Error{fmt.Sprintf("there is no commit before %s", moment.UTC().Format(time.DateOnly)), ""}
	}
	return Revision{Name: list[0].Hash, Commit: list[0]}, nil
}

// between is the range of commits from one revision to another; "" where there can be none.
func (r *Repo) between(from, to Revision) (string, error) {
	if from.WorkTree() {
		return "", nil
	}
	end := to.Commit.Hash
	if to.WorkTree() {
		end = "HEAD"
	}
	return from.Commit.Hash + ".." + end, nil
}

// ancestor reports whether a is in the history of b. Both are commits.
func (r *Repo) ancestor(a, b Revision) (bool, error) {
	_, err := r.git.run("merge-base", "--is-ancestor", "--end-of-options", a.Commit.Hash, b.Commit.Hash)
	if f := failed(err); f != nil && f.status == 1 {
		return false, nil
	}
	return err == nil, err
}

// Changed returns the commits in revision to and not in revision from that changed lines first to last of a file, newest first. The lines are those
// of the file at revision to, and git follows them back. Where the work tree has changed them since, the zero Commit comes first.
//
// How many there are says how far a translation of the lines is behind that was made at revision from; the date of the last one, since when.
func (r *Repo) Changed(from, to Revision, file string, first, last int) ([]Commit, error) {
	return r.changed(to, file, first, last, func() (string, error) { return r.between(from, to) })
}

// History returns what Changed returns for the work tree, from the beginning of the history on: the last commit is the one that brought the lines,
// or the one with which a history begins that is not whole.
func (r *Repo) History(file string, first, last int) ([]Commit, error) {
	return r.changed(Revision{}, file, first, last, func() (string, error) { return "HEAD", nil })
}

// changed returns the commits of a range, in the words of git, that changed lines of a file at revision to. The range is asked for when it is needed.
func (r *Repo) changed(to Revision, file string, first, last int, commitRange func() (string, error)) ([]Commit, error) {
	var list []Commit
	if to.WorkTree() {
		changed, tracked, err := r.committed(file, &first, &last)
		if err != nil {
			return nil, err
		}
		if changed {
			list = append(list, Commit{})
		}
		if !tracked {
			return list, nil
		}
	}
	between, err := commitRange()
	if err != nil || between == "" {
		return list, err
	}
	lines := fmt.Sprintf("-L%d,%d:%s", first, last, file)
	out, err := r.git.run("log", "--no-patch", "-z", commitFormat, lines, "--end-of-options", between, "--")
	if err != nil {
		return nil, err
	}
	more, err := commits(out)
	return append(list, more...), err
}

// committed makes lines of HEAD of lines first to last of a file in the work tree. It reports whether they differ, and whether HEAD has any
// of them.
func (r *Repo) committed(file string, first, last *int) (changed, tracked bool, err error) {
	origins, err := r.blame(blameKey{file: file})
	if err != nil {
		return false, false, err
	}
	if origins == nil {
		return true, false, nil
	}
	if _, err := cut(origins, Revision{}, file, *first, *last); err != nil {
		return false, false, err
	}
	out, err := r.git.run("diff", "--unified=0", "--no-ext-diff", "--no-textconv", "--no-renames", "HEAD", "--", file)
	if err != nil {
		return false, false, err
	}
	changes, err := readHunks(out)
	if err != nil {
		return false, false, fmt.Errorf("git diff: %w", err)
	}
	changed = changes.back(first, last)
	return changed, *first <= *last, nil
}

// A hunk is a run of lines that a change replaced: count lines from start, in the older and in the newer file. Where there are none, start
// is the line after the place, other than in the form that diff prints.
type hunk struct {
	start, count, newStart, newCount int
}

type hunks []hunk

var hunkHead = regexp.MustCompile(`^@@ -([0-9]+)(?:,([0-9]+))? \+([0-9]+)(?:,([0-9]+))? @@`)

// readHunks reads the heads of the hunks of a diff of one file without context.
func readHunks(out string) (hunks, error) {
	var all hunks
	for line := range strings.Lines(out) {
		m := hunkHead.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		var n [4]int
		for i, s := range m[1:] {
			if n[i] = 1; s == "" {
				continue
			}
			var err error
			if n[i], err = strconv.Atoi(s); err != nil {
				return nil, err
			}
		}
		h := hunk{n[0], n[1], n[2], n[3]}
		if h.count == 0 {
			h.start++
		}
		if h.newCount == 0 {
			h.newStart++
		}
		all = append(all, h)
	}
	return all, nil
}

// back makes lines of the older file of lines first to last of the newer one, and reports whether a change touches them. Lines that only the
// newer file has end as an empty range: first is last + 1.
func (all hunks) back(first, last *int) (changed bool) {
	for _, h := range all {
		if h.newCount > 0 {
			changed = changed || h.newStart <= *last && h.newStart+h.newCount > *first
		} else {
			changed = changed || h.newStart > *first && h.newStart <= *last // inside; what is gone beside them is not theirs
		}
	}
	*first, _ = all.old(*first)
	_, *last = all.old(*last)
	return changed
}

// old returns the line of the older file that is line n of the newer one, twice; or the first and last line of those that n is among the
// replacements of.
func (all hunks) old(n int) (first, last int) {
	shift := 0
	for _, h := range all {
		if n < h.newStart {
			break
		}
		if n < h.newStart+h.newCount {
			return h.start, h.start + h.count - 1
		}
		shift += h.count - h.newCount
	}
	return n + shift, n + shift
}
