package cli

import (
	"os"
	"path/filepath"
)

// A pendingFile waits beside its destination to take its place. renameio, which does this elsewhere, leaves Windows out, for a rename
// there is not promised to be atomic; it is still the best there is.
type pendingFile struct {
	*os.File
	path   string
	closed bool
	done   bool
}

// newPending returns an empty file that waits beside path.
func newPending(path string) (*pendingFile, error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"*")
	if err != nil {
		return nil, err
	}
	return &pendingFile{File: f, path: path}, nil
}

// CloseAtomicallyReplace gives the file the name of its destination.
func (p *pendingFile) CloseAtomicallyReplace() error {
	p.closed = true
	if err := p.Close(); err != nil {
		return err
	}
	if err := os.Rename(p.Name(), p.path); err != nil {
		return err
	}
	p.done = true
	return nil
}

// Cleanup removes the file unless it has taken its place.
func (p *pendingFile) Cleanup() error {
	if p.done {
		return nil
	}
	if !p.closed {
		p.Close()
	}
	p.done = true
	return os.Remove(p.Name())
}
