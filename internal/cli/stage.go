package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// A staging holds outputs beside their destinations until all of them are safely on disk. Then replace gives all of them their names; or
// drop removes them, and the destinations are as they were.
type staging struct {
	files []*staged
}

// A staged file waits beside path.
type staged struct {
	path    string
	pending *pendingFile
	old     []byte // what path held before
	existed bool
}

// leftoverAge is how old a file that waits beside an output must be to be nobody's. One that is written at this moment, by another run,
// waits for seconds.
const leftoverAge = time.Hour

// dropLeftovers removes from dir what runs that were killed have left beside the outputs, as far as it is older than before: hidden
// files with the name of an output and a number behind it, as newPending names them. What cannot be removed does no harm.
func dropLeftovers(dir string, outputs []output, before time.Time) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return // a new folder
	}
	for _, e := range entries {
		if !e.Type().IsRegular() || !slices.ContainsFunc(outputs, func(o output) bool { return isPending(e.Name(), o.name) }) {
			continue
		}
		if info, err := e.Info(); err == nil && info.ModTime().Before(before) {
			_ = os.Remove(filepath.Join(dir, e.Name()))
		}
	}
}

// isPending reports whether name is one that newPending gives to a file beside the output.
func isPending(name, output string) bool {
	number, ok := strings.CutPrefix(name, "."+output)
	return ok && number != "" && strings.Trim(number, "0123456789") == ""
}

// stage writes the outputs beside their destinations in dir, which is made where it is missing.
func stage(dir string, outputs []output) (*staging, error) {
	s := &staging{}
	for _, out := range outputs {
		if err := s.add(filepath.Join(dir, out.name), out.data); err != nil {
			s.drop()
			return nil, err
		}
	}
	return s, nil
}

func (s *staging) add(path string, data io.WriterTo) error {
	f := &staged{path: path}
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return fmt.Errorf("write output: %w", err)
	case info.Mode()&fs.ModeSymlink != 0:
		return fmt.Errorf("%s is a symbolic link, and a file would take its place; put the file that it leads to there, or move the link away", filepath.ToSlash(path))
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s is %s, not a file that rapporteur has written; move it away", filepath.ToSlash(path), modeName(info.Mode()))
	default:
		f.existed = true
		if f.old, err = os.ReadFile(path); err != nil {
			return fmt.Errorf("write output: %w", err)
		}
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return fmt.Errorf("write output: %w", err)
	}
	f.pending, err = write(path, data)
	if err != nil {
		return err
	}
	s.files = append(s.files, f)
	return nil
}

// write puts data on disk beside path.
func write(path string, data io.WriterTo) (*pendingFile, error) {
	pending, err := newPending(path)
	if err != nil {
		return nil, fmt.Errorf("write output: %w", err)
	}
	if _, err = data.WriteTo(pending); err == nil {
		err = pending.Sync() // a full disk may be noticed only here
	}
	if err != nil {
		pending.Cleanup()
		return nil, fmt.Errorf("write output: %w", err)
	}
	return pending, nil
}

func modeName(m fs.FileMode) string {
	if m.IsDir() {
		return "a folder"
	}
	return "a special file"
}

// replace gives the outputs their names. Where one cannot have it (Windows locks what another program shows), those before it are put
// back as they were.
func (s *staging) replace() error {
	defer s.drop()
	for i, f := range s.files {
		if err := f.pending.CloseAtomicallyReplace(); err != nil {
			err = fmt.Errorf("write output: %w; close the programs that show %s", err, filepath.Base(f.path))
			for _, done := range s.files[:i] {
				err = errors.Join(err, done.restore())
			}
			return err
		}
	}
	return nil
}

// restore puts back what stood at the path of f.
func (f *staged) restore() error {
	if !f.existed {
		return os.Remove(f.path)
	}
	pending, err := write(f.path, bytes.NewReader(f.old))
	if err != nil {
		return err
	}
	defer pending.Cleanup()
	return pending.CloseAtomicallyReplace()
}

// drop removes what has not taken its place.
func (s *staging) drop() {
	for _, f := range s.files {
		f.pending.Cleanup()
	}
}
