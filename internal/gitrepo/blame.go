package gitrepo

import (
	"errors"
	"fmt"
	"strings"
)

// An origin is what blame says of a line.
type origin struct {
	commit Commit // the zero Commit for what is not committed
	gone   string // in reverse: the hash of the commit in which the line is no more; "" where it still is, or where that is not known
}

// blameKey names a run of blame: the file at a revision; or in reverse, the file at the first revision seen from the second.
type blameKey struct {
	rev, until, file string // hashes; "" for the work tree, and where it is not in reverse
}

// LastTouched returns the newest of the commits that last touched lines first to last of a file at a revision; the zero Commit where one
// of the lines is not committed.
func (r *Repo) LastTouched(v Revision, file string, first, last int) (Commit, error) {
	origins, err := r.blame(blameKey{rev: v.Commit.Hash, file: file})
	if err != nil {
		return Commit{}, err
	}
	if origins == nil {
		return Commit{}, nil // no line of the file is committed
	}
	origins, err = cut(origins, v, file, first, last)
	if err != nil {
		return Commit{}, err
	}
	var all []Commit
	for _, o := range origins {
		if !o.commit.Committed() {
			return Commit{}, nil
		}
		all = append(all, o.commit)
	}
	return r.newest(v, all)
}

// Removed returns the newest of the commits, up to revision to, that removed lines first to last of a file as it was at revision from. The
// zero Commit says that no commit did: the lines are still there, or are gone in the work tree alone.
//
// Where from is no ancestor of to, nobody removed the lines on a way from one to the other. Then it is the newest commit that touched the
// file and is in to alone.
func (r *Repo) Removed(from, to Revision, file string, first, last int) (Commit, error) {
	if from.WorkTree() {
		return Commit{}, errors.New("nothing comes after the work tree")
	}
	if to.WorkTree() {
		var err error
		if to, err = r.Resolve("HEAD"); err != nil {
			return Commit{}, err
		}
	}
	if from.Commit.Hash == to.Commit.Hash {
		return Commit{}, nil
	}
	behind, err := r.ancestor(from, to)
	if err != nil {
		return Commit{}, err
	}
	if !behind {
		return r.lastIn(from, to, file)
	}
	origins, err := r.blame(blameKey{from.Commit.Hash, to.Commit.Hash, file})
	if err != nil {
		return Commit{}, err
	}
	origins, err = cut(origins, from, file, first, last)
	if err != nil {
		return Commit{}, err
	}
	var all []Commit
	for _, o := range origins {
		if o.commit.Hash == to.Commit.Hash {
			continue // still there
		}
		var gone Commit
		if o.gone != "" {
			if gone, err = r.commit(o.gone); err != nil {
				return Commit{}, err
			}
		} else if gone, err = r.lastIn(from, to, file); err != nil { // blame does not say who removed a whole file
			return Commit{}, err
		}
		all = append(all, gone)
	}
	if len(all) == 0 {
		return Commit{}, nil
	}
	return r.newest(to, all)
}

// lastIn is the newest commit that is in to and not in from and touched the file; the zero Commit where there is none.
func (r *Repo) lastIn(from, to Revision, file string) (Commit, error) {
	list, err := r.Commits(from, to, file)
	if err != nil || len(list) == 0 {
		return Commit{}, err
	}
	return list[0], nil
}

// cut takes out lines first to last.
func cut(origins []origin, v Revision, file string, first, last int) ([]origin, error) {
	if first < 1 || last < first || last > len(origins) {
		at := "in the work tree"
		if !v.WorkTree() {
			at = "at " + v.Commit.Short()
		}
		return nil, fmt.Errorf("%s has %d lines %s; lines %d to %d were asked for", file, len(origins), at, first, last)
	}
	return origins[first-1 : last], nil
}

// blame returns the origin of every line, nil for a file in the work tree of which nothing is committed.
func (r *Repo) blame(key blameKey) ([]origin, error) {
	return r.blames.get(key, func() ([]origin, error) {
		args := []string{"blame", "--porcelain", "--encoding=UTF-8", "--no-textconv", "--no-progress"}
		switch {
		case key.until != "":
			args = append(args, "--reverse", key.rev+".."+key.until)
		case key.rev != "":
			args = append(args, key.rev)
		}
		out, err := r.git.run(append(args, "--", key.file)...)
		if key.rev == "" && (says(err, "no such path") || says(err, "no such ref: HEAD")) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		origins, err := readBlame(out)
		if err != nil {
			return nil, fmt.Errorf("git blame: %w", err)
		}
		return origins, nil
	})
}

// readBlame reads the porcelain form: for each line "hash was is [count]", what there is to say of the commit at its first time, and the
// line itself behind a tab.
func readBlame(out string) ([]origin, error) {
	known := map[string]*origin{}
	var list []origin
	var at *origin
	for line := range strings.Lines(out) {
		line = strings.TrimSuffix(line, "\n")
		if at == nil {
			hash, rest, _ := strings.Cut(line, " ")
			if len(strings.Fields(rest)) < 2 {
				return nil, fmt.Errorf("%q is no line of it", line)
			}
			if at = known[hash]; at == nil {
				at = &origin{commit: Commit{Hash: hash}}
				known[hash] = at
			}
			continue
		}
		word, value, _ := strings.Cut(line, " ")
		var err error
		switch c := &at.commit; {
		case strings.HasPrefix(line, "\t"):
			list = append(list, *at)
			at = nil
		case word == "author":
			c.Author = value
		case word == "author-mail":
			c.Email = strings.TrimSuffix(strings.TrimPrefix(value, "<"), ">")
		case word == "author-time":
			c.Date, err = seconds(value)
		case word == "summary":
			c.Subject = value
		case word == "previous":
			at.gone, _, _ = strings.Cut(value, " ")
		}
		if err != nil {
			return nil, err
		}
	}
	for i := range list {
		if strings.Trim(list[i].commit.Hash, "0") == "" {
			list[i] = origin{}
		}
	}
	return list, nil
}

// newest returns the commit that comes last in the history of a revision.
func (r *Repo) newest(v Revision, all []Commit) (Commit, error) {
	same := true
	for _, c := range all {
		same = same && c.Hash == all[0].Hash
	}
	if same {
		return all[0], nil
	}
	order, err := r.order(v)
	if err != nil {
		return Commit{}, err
	}
	best := all[0]
	for _, c := range all {
		if order[c.Hash] < order[best.Hash] {
			best = c
		}
	}
	return best, nil
}

// order numbers the commits of the history of a revision from the newest: none comes before one that follows it. Dates alone would not do:
// clocks go wrong, and programs commit twice in a second.
func (r *Repo) order(v Revision) (map[string]int, error) {
	name := v.Commit.Hash
	if v.WorkTree() {
		name = "HEAD"
	}
	return r.orders.get(name, func() (map[string]int, error) {
		out, err := r.git.run("rev-list", "--date-order", "--end-of-options", name, "--")
		if err != nil {
			return nil, err
		}
		order := map[string]int{}
		for i, hash := range strings.Fields(out) {
			order[hash] = i
		}
		return order, nil
	})
}
