package docx

import (
	"archive/zip"
	"fmt"
	"io"
	"time"
)

const (
	nsW   = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	nsR   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	nsWP  = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
	nsA   = "http://schemas.openxmlformats.org/drawingml/2006/main"
	nsPic = "http://schemas.openxmlformats.org/drawingml/2006/picture"

	nsPackage     = "http://schemas.openxmlformats.org/package/2006/"
	nsContentType = nsPackage + "content-types"
	nsRelation    = nsPackage + "relationships"
	mimeWord      = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

// epoch is the date of every file of the archive: the first that a zip archive can hold.
var epoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// A relation is what one part knows of another part, or of an address outside.
type relation struct {
	kind, target string
	external     bool
}

// relations are those of one part; the id of the first is rId1.
type relations struct {
	list []relation
	ids  map[relation]string
}

// add returns the id of the relation, which is made where there is none yet.
func (r *relations) add(kind, target string, external bool) string {
	want := relation{kind, target, external}
	if id, known := r.ids[want]; known {
		return id
	}
	if r.ids == nil {
		r.ids = map[relation]string{}
	}
	r.list = append(r.list, want)
	id := "rId" + itoa(len(r.list))
	r.ids[want] = id
	return id
}

func (r *relations) bytes() []byte {
	m := document()
	m.start("Relationships", "xmlns", nsRelation)
	for i, rel := range r.list {
		attrs := []string{"Id", "rId" + itoa(i+1), "Type", rel.kind, "Target", rel.target}
		if rel.external {
			attrs = append(attrs, "TargetMode", "External")
		}
		m.leaf("Relationship", attrs...)
	}
	m.end()
	return m.bytes()
}

// An entry is a file of the archive.
type entry struct {
	name string
	mime string // of a part that its extension does not tell
	data []byte
}

// archive writes the entries in their order, each with the same date.
func archive(out io.Writer, entries []entry) error {
	z := zip.NewWriter(out)
	for _, e := range entries {
		f, err := z.CreateHeader(&zip.FileHeader{Name: e.name, Method: zip.Deflate, Modified: epoch})
		if err == nil {
			_, err = f.Write(e.data)
		}
		if err != nil {
			return fmt.Errorf("write %s: %w", e.name, err)
		}
	}
	return z.Close()
}

// contentTypes returns [Content_Types].xml for the entries.
func contentTypes(entries []entry) []byte {
	m := document()
	m.start("Types", "xmlns", nsContentType)
	for _, d := range [][2]string{{"jpeg", "image/jpeg"}, {"png", "image/png"}, {"rels", "application/vnd.openxmlformats-package.relationships+xml"}, {"xml", "application/xml"}} {
		m.leaf("Default", "Extension", d[0], "ContentType", d[1])
	}
	for _, e := range entries {
		if e.mime != "" {
			m.leaf("Override", "PartName", "/"+e.name, "ContentType", e.mime)
		}
	}
	m.end()
	return m.bytes()
}

// corePart returns docProps/core.xml: what is known of the report, nothing of the machine.
func (w *writer) corePart() []byte {
	meta := w.report.Meta
	m := document()
	m.start("cp:coreProperties", "xmlns:cp", nsPackage+"metadata/core-properties", "xmlns:dc", "http://purl.org/dc/elements/1.1/",
		"xmlns:dcterms", "http://purl.org/dc/terms/", "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
	m.element("dc:title", meta.Title)
	m.element("dc:subject", meta.Subject)
	m.element("dc:creator", meta.Author)
	m.element("cp:keywords", meta.Symbol)
	m.element("cp:lastModifiedBy", meta.Author)
	if !meta.Date.IsZero() {
		stamp := meta.Date.UTC().Format(time.RFC3339)
		m.element("dcterms:created", stamp, "xsi:type", "dcterms:W3CDTF")
		m.element("dcterms:modified", stamp, "xsi:type", "dcterms:W3CDTF")
	}
	m.element("dc:language", w.sheet.Language.Tag)
	m.end()
	return m.bytes()
}
