package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
	"runtime"
	"sync"
)

// A writer writes a PDF file object by object, in the order in which they become known, and keeps none of them: a stream is packed and
// written, every other object is packed into a stream of objects. Who refers to an object before it is written allots its number first.
type writer struct {
	out     io.Writer
	hash    hash.Hash // of everything written
	at      int       // offset of what is written next
	err     error     // of the first write that failed
	places  []place   // of the objects by number; places[0] is not used
	group   group
	packing []*packing // streams in the order in which they are written
	b       bytes.Buffer
}

// place is where an object is: at an offset, or the nth of a stream of objects.
type place struct {
	kind  byte   // 0: not yet written, 1: offset, 2: in a stream
	nth   uint16 // of its stream
	where uint32 // offset, or number of the stream
}

// A group is the objects that will be written as one stream.
type group struct {
	numbers    []ref
	head, body bytes.Buffer
}

// objectsPerStream keeps a reader from unpacking much to get at little.
const objectsPerStream = 200

// A packing is a stream on its way into the file.
type packing struct {
	number ref
	*stream
	done chan struct{} // closed when it is packed
}

func newWriter(w io.Writer) *writer {
	out := &writer{out: w, hash: sha256.New(), places: make([]place, 1)}
	out.bytes([]byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"))
	return out
}

// bytes writes b. After an error nothing more is written.
func (w *writer) bytes(b []byte) {
	if w.err != nil {
		return
	}
	w.hash.Write(b)
	w.at += len(b)
	_, w.err = w.out.Write(b)
}

// allot returns the number of an object that is put later.
func (w *writer) allot() ref {
	w.places = append(w.places, place{})
	return ref(len(w.places) - 1)
}

// add puts an object under a new number.
func (w *writer) add(object any) ref {
	r := w.allot()
	w.put(r, object)
	return r
}

// put gives the object of the number r to the file. It must not be changed afterwards.
func (w *writer) put(r ref, object any) {
	if s, ok := object.(*stream); ok {
		w.stream(r, s)
		return
	}
	g := &w.group
	fmt.Fprintf(&g.head, "%d %d ", r, g.body.Len())
	write(&g.body, object)
	g.body.WriteByte(' ')
	if g.numbers = append(g.numbers, r); len(g.numbers) == objectsPerStream {
		w.flush()
	}
}

// flush makes a stream of the objects that wait for one.
func (w *writer) flush() {
	g := &w.group
	if len(g.numbers) == 0 {
		return
	}
	number := w.allot()
	for nth, r := range g.numbers {
		w.places[r] = place{kind: 2, where: uint32(number), nth: uint16(nth)}
	}
	first := g.head.Len()
	data := append(bytes.Clone(g.head.Bytes()), g.body.Bytes()...)
	w.stream(number, &stream{newDict("Type", name("ObjStm"), "N", integer(len(g.numbers)), "First", integer(first)), data})
	g.numbers = g.numbers[:0]
	g.head.Reset()
	g.body.Reset()
}

// stream packs s beside the work that goes on, unless it is packed in some way or is metadata, which simple programs want to find. Streams
// are written in the order of the calls; few of them wait at a time.
func (w *writer) stream(r ref, s *stream) {
	p := &packing{r, s, make(chan struct{})}
	if s.at("Filter") != nil || s.at("Type") == name("Metadata") {
		close(p.done)
	} else {
		go func() {
			defer close(p.done)
			s.pack()
		}()
	}
	w.packing = append(w.packing, p)
	w.drain(4 * runtime.GOMAXPROCS(0))
}

// drain writes packed streams until no more than so many are left.
func (w *writer) drain(left int) {
	for len(w.packing) > left {
		p := w.packing[0]
		w.packing = w.packing[1:]
		<-p.done
		w.object(p.number, p.stream)
	}
}

// object writes an object at this place of the file.
func (w *writer) object(r ref, object any) {
	w.places[r] = place{kind: 1, where: uint32(w.at)}
	w.b.Reset()
	fmt.Fprintf(&w.b, "%d 0 obj\n", r)
	write(&w.b, object)
	w.b.WriteString("\nendobj\n")
	w.bytes(w.b.Bytes())
}

// close ends the file with the table of places. Its identifier is a hash of all that stands before.
func (w *writer) close(root, info ref) error {
	w.flush()
	w.drain(0)
	id := text(w.hash.Sum(nil)[:16])
	start := w.at
	number := w.allot()
	w.places[number] = place{kind: 1, where: uint32(start)}
	table := make([]byte, 0, 7*len(w.places))
	table = append(table, 0, 0, 0, 0, 0, 0xFF, 0xFF)
	for r, p := range w.places[1:] {
		if p.kind == 0 {
			panic(fmt.Sprintf("pdf: object %d is referred to and not written", r+1))
		}
		table = append(table, p.kind, byte(p.where>>24), byte(p.where>>16), byte(p.where>>8), byte(p.where), byte(p.nth>>8), byte(p.nth))
	}
	index := &stream{newDict("Type", name("XRef"), "Size", integer(len(w.places)), "W", array{integer(1), integer(4), integer(2)},
		"Root", root, "Info", info, "ID", array{id, id}), table}
	index.pack()
	w.object(number, index)
	w.bytes(fmt.Appendf(nil, "startxref\n%d\n%%%%EOF\n", start))
	return w.err
}

// packingLevel is how hard streams are packed: the usual 6 takes twice as long as 4 and makes files smaller by a twelfth.
const packingLevel = 4

// deflaters keeps writers for use again: a new one costs as much as packing a page.
var deflaters = sync.Pool{New: func() any {
	z, err := zlib.NewWriterLevel(io.Discard, packingLevel)
	if err != nil {
		panic("pdf: " + err.Error()) // there is no such level
	}
	return z
}}

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
