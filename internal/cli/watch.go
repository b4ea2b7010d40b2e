package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

const (
	settle = 100 * time.Millisecond // an editor saves a file in several steps
	poll   = time.Second            // between looks of our own, for folders of which the system tells nothing
)

// keepBuilding builds, and builds again after every change of the inputs, until the context ends. What is wrong with the command line or
// the machine ends it at the first build only; later the author is at work, and anything may be half done.
func (b *build) keepBuilding(ctx context.Context) error {
	p, err := b.open()
	if err != nil {
		return err
	}
	defer p.close()
	changes := watchInputs(ctx, b.dir)
	seen := snapshot(p.fsys)
	if err := b.again(ctx); err != nil && ctx.Err() == nil {
		return err
	}
	for {
		select {
		case <-ctx.Done():
			if terminal(b.env.Stderr) {
				fmt.Fprintln(b.env.Stderr) // after the ^C that the terminal shows
			}
			return nil
		case <-changes:
		}
		if now := snapshot(p.fsys); now != seen {
			seen = now
			fmt.Fprintln(b.env.Stderr) // between one build and the next
			if err := b.again(ctx); err != nil && ctx.Err() == nil {
				b.status(err)
			}
		}
	}
}

// again builds once and says how it went. Findings are no error here.
func (b *build) again(ctx context.Context) error {
	n, err := b.once(ctx)
	switch {
	case err == nil && n == 1:
		fmt.Fprintln(b.env.Stderr, "built 1 file")
	case err == nil:
		fmt.Fprintf(b.env.Stderr, "built %d files\n", n)
	case errors.Is(err, errFindings):
		fmt.Fprintln(b.env.Stderr, "nothing built; waiting for changes")
		return nil
	}
	return err
}

// watchInputs returns a channel that tells when the inputs of the project may have changed, until the context ends. It listens to the
// system, and looks for itself now and then: network drives tell nothing, and a system may watch only so many folders.
func watchInputs(ctx context.Context, dir string) <-chan struct{} {
	changes := make(chan struct{}, 1)
	var told chan fsnotify.Event // nil, which is silent, without a watcher
	var lost chan error
	watcher, err := fsnotify.NewWatcher()
	if err == nil {
		told, lost = watcher.Events, watcher.Errors
		watchFolders(watcher, dir)
	}
	go func() {
		if watcher != nil {
			defer watcher.Close()
		}
		look := time.NewTicker(poll)
		defer look.Stop()
		var settled <-chan time.Time // nil while nothing is going on
		for {
			select {
			case <-ctx.Done():
				return
			case event := <-told:
				if isInput(dir, event.Name) {
					settled = time.After(settle)
				}
				continue
			case <-lost: // the system told more than we took: something has changed
				settled = time.After(settle)
				continue
			case <-look.C:
				if settled != nil {
					continue
				}
			case <-settled:
				settled = nil
			}
			if watcher != nil {
				watchFolders(watcher, dir) // there may be new ones
			}
			select {
			case changes <- struct{}{}:
			default: // one is waiting already
			}
		}
	}()
	return changes
}

// isInput reports whether the path, which begins with dir, is that of an input or stands in one.
func isInput(dir, path string) bool {
	path, err := filepath.Rel(dir, path)
	first, _, _ := strings.Cut(filepath.ToSlash(path), "/")
	return err == nil && slices.Contains(inputs, first)
}

// watchFolders makes the watcher tell of the project folder and of every folder of inputs. What it cannot watch is left to our own looks.
func watchFolders(watcher *fsnotify.Watcher, dir string) {
	_ = watcher.Add(dir)
	for _, name := range inputs {
		_ = filepath.WalkDir(filepath.Join(dir, name), func(path string, d fs.DirEntry, err error) error {
			if err == nil && d.IsDir() {
				_ = watcher.Add(path)
			}
			return nil
		})
	}
}

// snapshot returns a text that differs when the inputs do: names, sizes and times of all files but hidden ones, which editors keep for
// themselves.
func snapshot(fsys fs.FS) string {
	var b strings.Builder
	for _, name := range inputs {
		_ = fs.WalkDir(fsys, name, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return nil // gone, or not for us: compiling will say so
			}
			if strings.HasPrefix(d.Name(), ".") && d.IsDir() {
				return fs.SkipDir
			}
			if d.IsDir() || strings.HasPrefix(d.Name(), ".") || strings.HasSuffix(d.Name(), "~") {
				return nil
			}
			if info, err := d.Info(); err == nil {
				fmt.Fprintln(&b, path, info.Size(), info.ModTime().UnixNano())
			}
			return nil
		})
	}
	return b.String()
}
