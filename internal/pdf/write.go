package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"io"
)

// A packer deflates data; it keeps its writer.
type packer struct {
	buffer bytes.Buffer
	writer *zlib.Writer
}

func (p *packer) pack(data []byte) []byte {
	p.buffer.Reset()
	if p.writer == nil {
		p.writer = zlib.NewWriter(&p.buffer)
	} else {
		p.writer.Reset(&p.buffer)
	}
	// A bytes.Buffer takes everything.
	_, _ = p.writer.Write(data)
	_ = p.writer.Close()
	return bytes.Clone(p.buffer.Bytes())
}

// packed returns a stream of deflated data.
func (p *packer) packed(data []byte, pairs ...any) *stream {
	s := &stream{newDict(pairs...), p.pack(data)}
	s.set("Filter", name("FlateDecode"))
	return s
}

// place is where an object is: at an offset, or the nth of a stream of objects.
type place struct {
	kind  byte // 1: offset, 2: in a stream
	where int  // offset, or number of the stream
	nth   int
}

// objectsPerStream keeps a reader from unpacking much to get at little.
const objectsPerStream = 200

// write writes f: dictionaries packed into streams of objects, then a stream of places. The identifier is a hash of all of it.
func (f *file) write(w io.Writer, pack *packer) error {
	places := make([]place, len(f.objects))
	var waiting []int
	flush := func() {
		if len(waiting) > 0 {
			f.objects = append(f.objects, f.objectStream(waiting, places, pack))
			places = append(places, place{})
			waiting = waiting[:0]
		}
	}
	for i := range f.objects {
		if _, ok := f.objects[i].(*stream); !ok && i > 0 {
			if waiting = append(waiting, i); len(waiting) == objectsPerStream {
				flush()
			}
		}
	}
	flush()

	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	for i := 1; i < len(f.objects); i++ {
		if places[i].kind == 2 {
			continue
		}
		places[i] = place{kind: 1, where: b.Len()}
		fmt.Fprintf(&b, "%d 0 obj\n", i)
		write(&b, f.objects[i])
		b.WriteString("\nendobj\n")
	}
	sum := sha256.Sum256(b.Bytes())
	id := text(sum[:16])
	start := b.Len()
	places = append(places, place{kind: 1, where: start})
	table := []byte{0, 0, 0, 0, 0, 0xFF, 0xFF}
	for _, p := range places[1:] {
		table = append(table, p.kind, byte(p.where>>24), byte(p.where>>16), byte(p.where>>8), byte(p.where), byte(p.nth>>8), byte(p.nth))
	}
	fmt.Fprintf(&b, "%d 0 obj\n", len(f.objects))
	write(&b, pack.packed(table, "Type", name("XRef"), "Size", integer(len(places)), "W", array{integer(1), integer(4), integer(2)},
		"Root", f.root, "Info", f.info, "ID", array{id, id}))
	fmt.Fprintf(&b, "\nendobj\nstartxref\n%d\n%%%%EOF\n", start)
	_, err := w.Write(b.Bytes())
	return err
}

// objectStream packs the objects of those numbers and notes where they are.
func (f *file) objectStream(numbers []int, places []place, pack *packer) *stream {
	var head, body bytes.Buffer
	for nth, n := range numbers {
		fmt.Fprintf(&head, "%d %d ", n, body.Len())
		write(&body, f.objects[n])
		body.WriteByte(' ')
		places[n] = place{kind: 2, where: len(f.objects), nth: nth}
	}
	first := head.Len()
	head.Write(body.Bytes())
	return pack.packed(head.Bytes(), "Type", name("ObjStm"), "N", integer(len(numbers)), "First", integer(first))
}
