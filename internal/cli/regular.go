package cli

import (
	"errors"
	"io"
	"io/fs"
)

// regularFS is a file system of files and folders alone. Pipes, devices and the like are refused before they are opened: opening one may
// wait for ever, and so may reading it.
type regularFS struct{ all fs.FS }

var (
	errIrregular = errors.New("not a regular file")
	errFolder    = errors.New("it is a folder")
)

// Open opens a file or a folder.
func (f regularFS) Open(name string) (fs.File, error) {
	info, err := fs.Stat(f.all, name)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() && !info.Mode().IsRegular() {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errIrregular}
	}
	return f.all.Open(name)
}

// ReadFile reads a file. Its errors name the file as it was asked for, whatever the system calls it.
func (f regularFS) ReadFile(name string) ([]byte, error) {
	file, err := f.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	if info, err := file.Stat(); err == nil && info.IsDir() {
		return nil, &fs.PathError{Op: "read", Path: name, Err: errFolder}
	}
	data, err := io.ReadAll(file)
	if pe := (*fs.PathError)(nil); errors.As(err, &pe) {
		err = &fs.PathError{Op: "read", Path: name, Err: pe.Err}
	}
	return data, err
}

// ReadDir lists a folder, sorted by name.
func (f regularFS) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(f.all, name) }
