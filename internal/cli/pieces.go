package cli

import "io"

// pieces keeps what is written to it. It grows without being copied, so that a large output is in memory once.
type pieces struct {
	full [][]byte
	last []byte
}

// pieceSize is how much one piece holds.
const pieceSize = 64 << 10

// Write keeps a copy of b.
func (p *pieces) Write(b []byte) (int, error) {
	n := len(b)
	for len(b) > 0 {
		if len(p.last) == cap(p.last) {
			if p.last != nil {
				p.full = append(p.full, p.last)
			}
			p.last = make([]byte, 0, pieceSize)
		}
		part := min(len(b), cap(p.last)-len(p.last))
		p.last = append(p.last, b[:part]...)
		b = b[part:]
	}
	return n, nil
}

// size returns how many bytes were written.
func (p *pieces) size() int { return len(p.full)*pieceSize + len(p.last) }

// WriteTo writes everything to w.
func (p *pieces) WriteTo(w io.Writer) (int64, error) {
	written := int64(0)
	for _, b := range p.full {
		n, err := w.Write(b)
		if written += int64(n); err != nil {
			return written, err
		}
	}
	n, err := w.Write(p.last)
	return written + int64(n), err
}
