package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// outDir returns the path of the folder for outputs that --out names, relative to the project or absolute. A folder that an input
// stands in, or that stands in an input, is refused however it is spelled: by way of "..", through a link, in other case.
func (p *project) outDir(out string) (string, error) {
	dir := filepath.Clean(out)
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(p.dir, dir)
	}
	target, err := resolve(dir)
	if err != nil {
		return "", fmt.Errorf("folder of outputs: %w", err)
	}
	for _, name := range inputs {
		input, err := resolve(filepath.Join(p.dir, name))
		if err != nil {
			return "", fmt.Errorf("folder of outputs: %w", err)
		}
		if within(target, input) {
			return "", &usageError{fmt.Sprintf("--out %q is in %s, which the report is read from", out, name), "write --out build"}
		}
		if within(input, target) {
			return "", &usageError{fmt.Sprintf("--out %q holds %s, which the report is read from", out, name), "write --out build"}
		}
	}
	if info, err := os.Stat(target); err == nil && !info.IsDir() {
		return "", &usageError{fmt.Sprintf("--out %q is a file; a folder is expected", out), ""}
	}
	return dir, nil
}

// resolve returns path, absolute and without links, as far as it exists.
func resolve(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	rest := ""
	for {
		target, err := filepath.EvalSymlinks(path)
		if err == nil {
			return filepath.Join(target, rest), nil
		}
		up := filepath.Dir(path)
		if !errors.Is(err, fs.ErrNotExist) || up == path {
			return "", err
		}
		path, rest = up, filepath.Join(filepath.Base(path), rest)
	}
}

// within reports whether path is dir or stands below it. Both are resolved.
func within(path, dir string) bool {
	for {
		if sameFile(path, dir) {
			return true
		}
		up := filepath.Dir(path)
		if up == path {
			return false
		}
		path = up
	}
}

// sameFile reports whether two paths name one file here, or would on a system that does not tell upper from lower case.
func sameFile(a, b string) bool {
	if strings.EqualFold(a, b) {
		return true
	}
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}
