package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"rapporteur/internal/diag"
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
		return "", noFolder(out, diag.Reason(err).Error())
	}
	for _, name := range inputs {
		input, err := resolve(filepath.Join(p.dir, name))
		if err != nil {
			continue // links in a circle or the like: nothing can stand there, and compiling will say so
		}
		if within(target, input) {
			return "", &usageError{fmt.Sprintf("--out %q is in %s, which the report is read from", out, name), "write --out build"}
		}
		if within(input, target) {
			return "", &usageError{fmt.Sprintf("--out %q holds %s, which the report is read from", out, name), "write --out build"}
		}
	}
	return dir, canBeFolder(out, dir)
}

func noFolder(out, why string) error {
	return &usageError{fmt.Sprintf("--out %q cannot be the folder of outputs: %s", out, why), ""}
}

// canBeFolder reports what stands where the folder dir, which --out names, would be or be made.
func canBeFolder(out, dir string) error {
	for at := dir; ; at = filepath.Dir(at) {
		if info, err := os.Stat(at); err == nil {
			switch {
			case info.IsDir():
				return nil
			case at == dir:
				return &usageError{fmt.Sprintf("--out %q is a file; a folder is expected", out), ""}
			default:
				return noFolder(out, fmt.Sprintf("%q is a file", filepath.Base(at)))
			}
		}
		if _, err := os.Lstat(at); err == nil {
			return noFolder(out, fmt.Sprintf("%q is a link that leads nowhere", filepath.Base(at)))
		}
		if at == filepath.Dir(at) {
			return nil
		}
	}
}

// resolve returns path, absolute and without links, as far as it exists. A link that leads nowhere stands for where it would lead.
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
		if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, syscall.ENOTDIR) || up == path {
			return "", err
		}
		if link, err := os.Readlink(path); err == nil {
			if path = link; !filepath.IsAbs(link) {
				path = filepath.Join(up, link)
			}
			continue
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
