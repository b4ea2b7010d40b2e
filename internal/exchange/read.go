package exchange

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"

	"rapporteur/internal/diag"
)

// Read reads a file that came back, in any of the formats of this package. What cannot be read is an error in found, and then the result is
// nil.
func Read(f *diag.File, found *diag.List) []*Batch {
	batches, err := read(f)
	if err != nil {
		if isZip(f) {
			f = diag.NewFile(f.Name, nil) // its bytes are nothing to look at
		}
		found.Errorf(f.Span(0, 0), "exchange/unreadable", "the file cannot be read: %v", err)
		return nil
	}
	return batches
}

func read(f *diag.File) ([]*Batch, error) {
	if len(f.Src) > maxSize {
		return nil, fmt.Errorf("it has %d bytes; at most %d are read", len(f.Src), maxSize)
	}
	if isZip(f) {
		return readTable(f)
	}
	f, isUTF16, err := inUTF8(f)
	if err != nil {
		return nil, err
	}
	if !bytes.HasPrefix(bytes.TrimSpace(bytes.TrimPrefix(f.Src, []byte("\uFEFF"))), []byte("<")) {
		if comma, ok := isCSV(f.Src); ok {
			return readCSV(f, comma)
		}
		if bytes.Contains(f.Src, []byte("msgid")) {
			return readPO(f)
		}
		return nil, errors.New("it is no format of translations that is known here")
	}
	root, err := readXML(f, isUTF16)
	if err != nil {
		return nil, err
	}
	switch version := root.attribute("version"); {
	case root.name == "xliff" && strings.HasPrefix(version, "1."):
		return readXLIFF1(f, root), nil
	case root.name == "xliff" && strings.HasPrefix(version, "2."):
		return readXLIFF2(f, root), nil
	case root.name == "tmx":
		return readTMX(f, root), nil
	}
	return nil, fmt.Errorf("its first element is <%s version=%q>; XLIFF 1.2, 2.0 or 2.1, or TMX 1.4 was expected", root.name, root.attribute("version"))
}

// inUTF8 is a file of UTF-16 in UTF-8, and any other file as it is. Excel saves "Unicode text" so.
func inUTF8(f *diag.File) (text *diag.File, isUTF16 bool, err error) {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(f.Src, []byte("\xFF\xFE")):
		order = binary.LittleEndian
	case bytes.HasPrefix(f.Src, []byte("\xFE\xFF")):
		order = binary.BigEndian
	case bytes.Count(f.Src, []byte{0}) > len(f.Src)/4:
		return nil, true, errors.New("it is text in UTF-16 without the mark that says so at its beginning; save it as UTF-8")
	default:
		return f, false, nil
	}
	if len(f.Src)%2 != 0 {
		return nil, true, errors.New("it begins as text in UTF-16 and ends in half a character; save it as UTF-8")
	}
	var units []uint16
	for at := 2; at < len(f.Src); at += 2 {
		units = append(units, order.Uint16(f.Src[at:]))
	}
	return diag.NewFile(f.Name, []byte(string(utf16.Decode(units)))), true, nil
}
