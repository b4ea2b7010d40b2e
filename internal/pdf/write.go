package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"io"
	"runtime"
	"sync"
)

// deflaters keeps writers for use again: a new one costs as much as packing a page.
var deflaters = sync.Pool{New: func() any { return zlib.NewWriter(io.Discard) }}

// pack deflates the data of s.
func (s *stream) pack() {
	var b bytes.Buffer
	z := deflaters.Get().(*zlib.Writer)
	z.Reset(&b)
	// A bytes.Buffer takes everything.
	_, _ = z.Write(s.data)
	_ = z.Close()
	deflaters.Put(z)
	s.data = b.Bytes()
	s.set("Filter", name("FlateDecode"))
}

// packAll deflates all streams that are not packed in some way, several at a time; metadata stays as it is, so that simple programs find it.
func (f *file) packAll() {
	waiting := make(chan *stream)
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for s := range waiting {
				s.pack()
			}
		})
	}
	for _, o := range f.objects {
		if s, ok := o.(*stream); ok && s.at("Filter") == nil && s.at("Type") != name("Metadata") {
			waiting <- s
		}
	}
	close(waiting)
	wait.Wait()
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
func (f *file) write(w io.Writer) error {
	places := make([]place, len(f.objects))
	var waiting []int
	flush := func() {
		if len(waiting) > 0 {
			f.objects = append(f.objects, f.objectStream(waiting, places))
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
	f.packAll()

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
	index := &stream{newDict("Type", name("XRef"), "Size", integer(len(places)), "W", array{integer(1), integer(4), integer(2)},
		"Root", f.root, "Info", f.info, "ID", array{id, id}), table}
	index.pack()
	write(&b, index)
	fmt.Fprintf(&b, "\nendobj\nstartxref\n%d\n%%%%EOF\n", start)
	_, err := w.Write(b.Bytes())
	return err
}

// objectStream packs the objects of those numbers and notes where they are.
func (f *file) objectStream(numbers []int, places []place) *stream {
	var head, body bytes.Buffer
	for nth, n := range numbers {
		fmt.Fprintf(&head, "%d %d ", n, body.Len())
		write(&body, f.objects[n])
		body.WriteByte(' ')
		places[n] = place{kind: 2, where: len(f.objects), nth: nth}
	}
	first := head.Len()
	head.Write(body.Bytes())
	return &stream{newDict("Type", name("ObjStm"), "N", integer(len(numbers)), "First", integer(first)), head.Bytes()}
}
