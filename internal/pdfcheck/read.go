package pdfcheck

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
)

// A File is a PDF as objects. Tests change Objects and Trailer and write the file again.
type File struct {
	Src     []byte
	Objects map[int]Object
	Trailer Dict
	starts  map[int]int // where objects begin that do not stand in a stream of objects
	packed  map[int]bool
	odd     []string // hexadecimal strings that are not allowed
}

// Read reads a file: its table or stream of places, the objects at those places and in streams of objects. The error is about what keeps a
// reader from finding the objects at all.
func Read(src []byte) (*File, error) {
	f := &File{Src: src, Objects: map[int]Object{}, Trailer: Dict{}, starts: map[int]int{}, packed: map[int]bool{}}
	at := bytes.LastIndex(src, []byte("startxref"))
	if at < 0 {
		return nil, errors.New("there is no startxref")
	}
	l := &lexer{src: src, at: at + len("startxref")}
	l.skip()
	start, err := strconv.Atoi(l.word())
	if err != nil || start < 0 || start >= len(src) {
		return nil, errors.New("startxref leads to no place of the file")
	}
	inStreams, err := f.places(start)
	if err != nil {
		return nil, err
	}
	for _, n := range slices.Sorted(maps.Keys(f.starts)) {
		if f.Objects[n], err = f.object(n, f.starts[n]); err != nil {
			return nil, fmt.Errorf("object %d: %w", n, err)
		}
	}
	for _, n := range slices.Sorted(maps.Keys(inStreams)) {
		if err := f.unpack(n, inStreams[n]); err != nil {
			return nil, fmt.Errorf("stream of objects %d: %w", n, err)
		}
	}
	return f, nil
}

// places reads where the objects are. It returns the numbers of the objects in each stream of objects, by their order there.
func (f *File) places(start int) (map[int]map[int]int, error) {
	l := &lexer{src: f.Src, at: start}
	l.skip()
	if bytes.HasPrefix(f.Src[l.at:], []byte("xref")) {
		l.at += len("xref")
		return nil, f.table(l)
	}
	o, err := f.object(0, start)
	if err != nil {
		return nil, fmt.Errorf("stream of places: %w", err)
	}
	s, ok := o.(*Stream)
	if !ok || s.Dict["Type"] != Name("XRef") {
		return nil, errors.New("startxref leads neither to a table nor to a stream of places")
	}
	f.Trailer = maps.Clone(s.Dict)
	return f.placeStream(s)
}

// table reads a table of places (ISO 32000-1, 7.5.4). There is only one: our files have no updates.
func (f *File) table(l *lexer) error {
	for {
		o, err := l.next()
		if err != nil {
			return err
		}
		if o == operator("trailer") {
			break
		}
		first, _ := o.(Number)
		o, err = l.next()
		count, ok := o.(Number)
		if err != nil || !ok {
			return errors.New("a section of the table of places has no count")
		}
		for i := range int(count) {
			l.skip()
			where, err := strconv.Atoi(l.word())
			l.skip()
			l.word() // generation
			l.skip()
			if kind := l.word(); err == nil && kind == "n" {
				f.starts[int(first)+i] = where
			}
		}
	}
	o, err := l.next()
	d, ok := o.(Dict)
	if err != nil || !ok {
		return errors.New("the trailer is no dictionary")
	}
	f.Trailer = d
	return nil
}

// placeStream reads a stream of places (ISO 32000-1, 7.5.8).
func (f *File) placeStream(s *Stream) (map[int]map[int]int, error) {
	data, err := f.Data(s)
	if err != nil {
		return nil, err
	}
	w, ok := f.Numbers(s.Dict["W"], 3)
	size, sized := f.Int(s.Dict["Size"])
	if index := f.Array(s.Dict["Index"]); !ok || !sized || len(index) > 0 && (len(index) != 2 || index[0] != Number(0) || index[1] != Number(size)) {
		return nil, errors.New("the stream of places has no W, no Size, or does not tell all places")
	}
	width := int(w[0] + w[1] + w[2])
	if width < 1 || len(data) != width*size {
		return nil, fmt.Errorf("the stream of places has %d bytes; %d objects of %d bytes were expected", len(data), size, width)
	}
	out := map[int]map[int]int{}
	for n := range size {
		var fields [3]int
		at := n * width
		for i := range fields {
			for range int(w[i]) {
				fields[i] = fields[i]<<8 | int(data[at])
				at++
			}
		}
		switch fields[0] {
		case 1:
			f.starts[n] = fields[1]
		case 2:
			if out[fields[1]] == nil {
				out[fields[1]] = map[int]int{}
			}
			out[fields[1]][fields[2]] = n
		}
	}
	return out, nil
}

// object reads "7 0 obj …" at a place; n is 0 where any number will do.
func (f *File) object(n, at int) (Object, error) {
	l := &lexer{src: f.Src, at: at}
	number, err := l.next()
	if err != nil {
		return nil, err
	}
	generation, _ := l.next()
	if word, _ := l.next(); word != operator("obj") || generation != Number(0) || n > 0 && number != Number(n) {
		return nil, fmt.Errorf("at %d there is %v %v %v", at, number, generation, word)
	}
	o, err := l.next()
	if err != nil {
		return nil, err
	}
	end, err := l.next()
	if err != nil {
		return nil, err
	}
	f.odd = append(f.odd, l.odd...)
	switch d, isDict := o.(Dict); {
	case end == operator("endobj"):
		return o, nil
	case end == operator("stream") && isDict:
		return f.stream(d, l.at)
	}
	return nil, fmt.Errorf("it ends with %v", end)
}

// stream finds the data of a stream by its end, for whether its length is right is a question of its own.
func (f *File) stream(d Dict, at int) (Object, error) {
	switch {
	case bytes.HasPrefix(f.Src[at:], []byte("\r\n")):
		at += 2
	case bytes.HasPrefix(f.Src[at:], []byte("\n")):
		at++
	default:
		return nil, errors.New("no line ends after the word stream")
	}
	if n, ok := d["Length"].(Number); ok && int(n) >= 0 && at+int(n) <= len(f.Src) {
		end := at + int(n)
		if rest := f.Src[end:]; bytes.HasPrefix(rest, []byte("\nendstream")) || bytes.HasPrefix(rest, []byte("\r\nendstream")) || bytes.HasPrefix(rest, []byte("endstream")) {
			return &Stream{d, f.Src[at:end]}, nil
		}
	}
	end := bytes.Index(f.Src[at:], []byte("endstream"))
	if end < 0 {
		return nil, errors.New("the stream does not end")
	}
	return &Stream{d, bytes.TrimSuffix(f.Src[at:at+end], []byte("\n"))}, nil
}

// unpack reads the objects of a stream of objects (ISO 32000-1, 7.5.7).
func (f *File) unpack(n int, wanted map[int]int) error {
	s, ok := f.Objects[n].(*Stream)
	if !ok || s.Dict["Type"] != Name("ObjStm") {
		return errors.New("it is none")
	}
	data, err := f.Data(s)
	if err != nil {
		return err
	}
	count, _ := f.Int(s.Dict["N"])
	first, _ := f.Int(s.Dict["First"])
	head := &lexer{src: data, content: true}
	for i := range count {
		a, _ := head.next()
		b, err := head.next()
		number, ok := a.(Number)
		offset, also := b.(Number)
		if err != nil || !ok || !also || first+int(offset) > len(data) {
			return fmt.Errorf("entry %d of its head is %v %v", i, a, b)
		}
		if wanted[i] != int(number) {
			return fmt.Errorf("its object %d is number %d; the stream of places says %d", i, int(number), wanted[i])
		}
		body := &lexer{src: data, at: first + int(offset)}
		o, err := body.next()
		if err != nil {
			return fmt.Errorf("object %d: %w", int(number), err)
		}
		f.Objects[int(number)] = o
		f.packed[int(number)] = true
		f.odd = append(f.odd, body.odd...)
	}
	return nil
}

// Data returns the data of a stream without its filter, which may only be FlateDecode; of JPEG pictures it knows nothing.
func (f *File) Data(s *Stream) ([]byte, error) {
	switch filter := f.Resolve(s.Dict["Filter"]); filter {
	case nil:
		return s.Raw, nil
	case Name("FlateDecode"):
		z, err := zlib.NewReader(bytes.NewReader(s.Raw))
		if err != nil {
			return nil, err
		}
		data, err := io.ReadAll(z)
		if err != nil {
			return nil, err
		}
		return f.predicted(data, f.Dict(s.Dict["DecodeParms"]))
	default:
		return nil, fmt.Errorf("its filter is %v", filter)
	}
}

// predicted undoes a predictor of PNG (ISO 32000-1, 7.4.4.4): a row begins with the number of the way in which it differs from its neighbours.
func (f *File) predicted(data []byte, parameters Dict) ([]byte, error) {
	if predictor, _ := f.Int(parameters["Predictor"]); predictor < 10 {
		return data, nil
	}
	of := func(key Name, otherwise int) int {
		if n, ok := f.Int(parameters[key]); ok && n > 0 {
			return n
		}
		return otherwise
	}
	bits := of("Colors", 1) * of("BitsPerComponent", 8)
	step, width := (bits+7)/8, (bits*of("Columns", 1)+7)/8
	if len(data)%(width+1) != 0 {
		return nil, fmt.Errorf("%d bytes are no rows of %d", len(data), width+1)
	}
	var out []byte
	before := make([]byte, width)
	for ; len(data) > 0; data = data[width+1:] {
		row := bytes.Clone(data[1 : width+1])
		for i := range row {
			var left, corner byte
			if i >= step {
				left, corner = row[i-step], before[i-step]
			}
			switch data[0] {
			case 1:
				row[i] += left
			case 2:
				row[i] += before[i]
			case 3:
				row[i] += byte((int(left) + int(before[i])) / 2)
			case 4:
				row[i] += paeth(left, before[i], corner)
			}
		}
		out = append(out, row...)
		before = row
	}
	return out, nil
}

// paeth returns the neighbour that is nearest to what the three let expect (PNG, 9.4).
func paeth(left, above, corner byte) byte {
	distance := func(b byte) int {
		n := int(left) + int(above) - int(corner) - int(b)
		return max(n, -n)
	}
	switch a, b, c := distance(left), distance(above), distance(corner); {
	case a <= b && a <= c:
		return left
	case b <= c:
		return above
	}
	return corner
}
