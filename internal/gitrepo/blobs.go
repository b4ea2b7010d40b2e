package gitrepo

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"
	"sync"
)

const (
	maxFile = 256 << 20 // bytes of a file that is read
	maxKept = 256 << 20 // bytes of files that are kept for the next reader
)

// blobs reads the contents of files by their hashes, through one process that answers one question after the other.
type blobs struct {
	git *git

	mu   sync.Mutex
	cmd  *exec.Cmd // nil until something is read
	in   io.WriteCloser
	out  *bufio.Reader
	talk limited

	kept map[string][]byte
	size int // of all that is kept
}

// A tooLarge is a file with more bytes than are read.
type tooLarge struct{ size int64 }

func (e *tooLarge) Error() string {
	return fmt.Sprintf("it has %d bytes; at most %d are read", e.size, maxFile)
}

// read returns the content of the blob of that hash. The caller does not change it.
func (b *blobs) read(hash string) ([]byte, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if data, ok := b.kept[hash]; ok {
		return data, nil
	}
	if err := b.git.ctx.Err(); err != nil { // the process may live on for a moment
		return nil, err
	}
	if b.cmd == nil {
		if err := b.start(); err != nil {
			return nil, err
		}
	}
	data, err := b.ask(hash)
	if err != nil {
		return nil, err
	}
	if b.size+len(data) <= maxKept {
		b.kept[hash] = data
		b.size += len(data)
	}
	return data, nil
}

func (b *blobs) start() error {
	cmd := b.git.command("cat-file", "--batch")
	b.talk.room = 64 << 10
	cmd.Stderr = &b.talk
	in, err := cmd.StdinPipe()
	if err != nil {
		return fmt.Errorf("git cat-file: %w", err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return fmt.Errorf("git cat-file: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("git cat-file: %w", err)
	}
	b.cmd, b.in, b.out = cmd, in, bufio.NewReader(out)
	return nil
}

// ask sends a hash and reads the answer: "hash blob size", a line end, as many bytes, a line end.
func (b *blobs) ask(hash string) ([]byte, error) {
	if _, err := io.WriteString(b.in, hash+"\n"); err != nil {
		return nil, b.lost(err)
	}
	head, err := b.out.ReadString('\n')
	if err != nil {
		return nil, b.lost(err)
	}
	words := strings.Fields(head)
	if len(words) != 3 {
		return nil, errors.New("the repository does not have its content: the clone is partial or damaged")
	}
	size, err := strconv.ParseInt(words[2], 10, 64)
	if err != nil || size < 0 {
		return nil, fmt.Errorf("git cat-file: %q", head)
	}
	if size > maxFile {
		if _, err := io.CopyN(io.Discard, b.out, size+1); err != nil {
			return nil, b.lost(err)
		}
		return nil, &tooLarge{size}
	}
	data := make([]byte, size+1)
	if _, err := io.ReadFull(b.out, data); err != nil {
		return nil, b.lost(err)
	}
	return data[:size:size], nil
}

// lost says why the process does not answer.
func (b *blobs) lost(err error) error {
	b.stop()
	if ended := b.git.ctx.Err(); ended != nil {
		err = ended
	} else if talk := strings.TrimSpace(b.talk.String()); talk != "" {
		err = errors.New(talk)
	}
	return fmt.Errorf("git cat-file: %w", err)
}

// stop ends the process. The next read starts another one.
func (b *blobs) stop() {
	if b.cmd == nil {
		return
	}
	b.in.Close()
	_ = b.cmd.Wait() // it has nothing to say that matters now
	b.cmd = nil
}

func (b *blobs) close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.stop()
}
