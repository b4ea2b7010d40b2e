//go:build !windows

package cli

import (
	"path/filepath"

	"github.com/google/renameio/v2"
)

// A pendingFile waits beside its destination to take its place.
type pendingFile = renameio.PendingFile

// newPending returns an empty file that waits beside path. It has the permissions of the file that it replaces, if there is one.
func newPending(path string) (*pendingFile, error) {
	return renameio.NewPendingFile(path, renameio.WithTempDir(filepath.Dir(path)), renameio.WithPermissions(0o666), renameio.WithExistingPermissions())
}
