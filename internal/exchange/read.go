package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

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
	if !bytes.HasPrefix(bytes.TrimSpace(bytes.TrimPrefix(f.Src, []byte("\uFEFF"))), []byte("<")) {
		if comma, ok := isCSV(f.Src); ok {
			return readCSV(f, comma)
		}
		if bytes.Contains(f.Src, []byte("msgid")) {
			return readPO(f)
		}
		return nil, errors.New("it is no format of translations that is known here")
	}
	root, err := readXML(f)
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
