package pdf

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"time"

	"rapporteur/internal/doc"
)

// program is the name under which files say who made them.
const program = "rapporteur"

// epoch is the date of a document that has none: a file must have one, and it must not be that of the machine.
var epoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// metadata writes what is known about the document, twice and alike as PDF/A wants it (ISO 19005-2, 6.6.3), and the colour profile. It
// returns the information dictionary.
func (x *finisher) metadata(m *doc.Meta) ref {
	date := m.Date
	if date.IsZero() {
		date = epoch
	}
	packet := xmp(m, x.document.Language, date)
	x.catalog.set("Metadata", x.add(&stream{newDict("Type", name("Metadata"), "Subtype", name("XML")), packet}))
	profile := x.add(&stream{newDict("N", number("3")), srgb()})
	x.catalog.set("OutputIntents", array{newDict("Type", name("OutputIntent"), "S", name("GTS_PDFA1"),
		"OutputConditionIdentifier", text("sRGB"), "Info", text("sRGB IEC61966-2.1"), "DestOutputProfile", profile)})
	zone := date.Format("-07:00")
	when := text(date.Format("D:20060102150405") + zone[:3] + "'" + zone[4:] + "'")
	info := newDict("Title", words(m.Title))
	if m.Author != "" {
		info.set("Author", words(m.Author))
	}
	if m.Subject != "" {
		info.set("Subject", words(m.Subject))
	}
	if m.Symbol != "" {
		info.set("Keywords", words(m.Symbol))
	}
	info.set("Creator", text(program))
	info.set("Producer", text(program))
	info.set("CreationDate", when)
	info.set("ModDate", when)
	return x.add(info)
}

// xmp is the metadata packet. The extension schema describes the mark of PDF/UA to a reader of PDF/A, which does not know it.
func xmp(m *doc.Meta, language string, date time.Time) []byte {
	var b strings.Builder
	escaped := func(s string) string {
		var e bytes.Buffer
		_ = xml.EscapeText(&e, []byte(s)) // a bytes.Buffer takes everything
		return e.String()
	}
	when := date.Format("2006-01-02T15:04:05-07:00")
	b.WriteString("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n")
	b.WriteString(`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">` + "\n")
	b.WriteString("<dc:format>application/pdf</dc:format>\n")
	fmt.Fprintf(&b, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:title>\n", escaped(m.Title))
	if m.Author != "" {
		fmt.Fprintf(&b, "<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>\n", escaped(m.Author))
	}
	if m.Subject != "" {
		fmt.Fprintf(&b, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:description>\n", escaped(m.Subject))
	}
	fmt.Fprintf(&b, "<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>\n", escaped(language))
	fmt.Fprintf(&b, "<xmp:CreatorTool>%s</xmp:CreatorTool><xmp:CreateDate>%s</xmp:CreateDate><xmp:ModifyDate>%s</xmp:ModifyDate><xmp:MetadataDate>%s</xmp:MetadataDate>\n", program, when, when, when)
	fmt.Fprintf(&b, "<pdf:Producer>%s</pdf:Producer>\n", program)
	if m.Symbol != "" {
		fmt.Fprintf(&b, "<pdf:Keywords>%s</pdf:Keywords>\n", escaped(m.Symbol))
	}
	b.WriteString("<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>\n<pdfuaid:part>1</pdfuaid:part>\n")
	b.WriteString(`<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>` + "\n")
	b.WriteString("</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>")
	return []byte(b.String())
}
