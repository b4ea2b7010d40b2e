package pdfcheck

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"
)

// metadataRules are about what the file says of itself.
var metadataRules = []Rule{
	{"metadata", "A 6.6.2.1; UA 7.1", "The catalog has metadata in XML that is well formed, in UTF-8, as they are.", func(d *document) {
		s, ok := d.Resolve(d.catalog["Metadata"]).(*Stream)
		switch {
		case !ok:
			d.breach("there is none")
		case d.Name(s.Dict["Type"]) != "Metadata" || d.Name(s.Dict["Subtype"]) != "XML" || s.Dict["Filter"] != nil:
			d.breach("its stream is %v", s.Dict)
		case d.packet.err != nil:
			d.breach("%v", d.packet.err)
		case !packetHead.Match(s.Raw) || !bytes.HasSuffix(bytes.TrimSpace(s.Raw), []byte("?>")):
			d.breach("it does not begin or end as a packet does")
		}
	}},
	{"metadata-a", "A 6.6.4", "It says PDF/A-2a.", func(d *document) {
		if d.packet.first(pdfaid+"part") != "2" || d.packet.first(pdfaid+"conformance") != "A" {
			d.breach("it says part %q, conformance %q", d.packet.first(pdfaid+"part"), d.packet.first(pdfaid+"conformance"))
		}
	}},
	{"metadata-ua", "UA 5", "It says PDF/UA-1.", func(d *document) {
		if d.packet.first(pdfuaid+"part") != "1" {
			d.breach("it says part %q", d.packet.first(pdfuaid+"part"))
		}
	}},
	{"metadata-prefixes", "A 6.6.4; UA 5", "The properties that say so have the prefixes pdfaid and pdfuaid.", func(d *document) {
		s, ok := d.Resolve(d.catalog["Metadata"]).(*Stream)
		for prefix, space := range map[string]string{"pdfaid": pdfaid, "pdfuaid": pdfuaid} {
			if d.packet.first(space+"part") != "" && ok && !bytes.Contains(s.Raw, []byte("<"+prefix+":part")) {
				d.breach("the part of %s has another", space)
			}
		}
	}},
	{"metadata-extension", "A 6.6.2.3.3", "The description of a schema names its prefix, and of each property the type, the category and the use.", func(d *document) {
		schemas, properties := len(d.packet.values[pdfaSchema+"namespaceURI"]), len(d.packet.values[pdfaProperty+"name"])
		for _, k := range []string{"schema", "prefix"} {
			if n := len(d.packet.values[pdfaSchema+k]); n != schemas {
				d.breach("%d schemas are described, %d have a %s", schemas, n, k)
			}
		}
		for _, k := range []string{"valueType", "category", "description"} {
			if n := len(d.packet.values[pdfaProperty+k]); n != properties {
				d.breach("%d properties are described, %d have a %s", properties, n, k)
			}
		}
		for _, k := range d.packet.values[pdfaProperty+"category"] {
			if k != "internal" && k != "external" {
				d.breach("the category %q", k)
			}
		}
	}},
	{"metadata-schemas", "A 6.6.2.3", "Every property is of a schema that PDF/A knows, or of one that the file describes.", func(d *document) {
		for _, k := range d.packet.order {
			at := strings.LastIndexAny(k, "/#") + 1
			if space := k[:at]; !slices.Contains(knownSchemas, space) && !slices.Contains(d.packet.values[pdfaSchema+"namespaceURI"], space) {
				d.breach("the property %s", k)
			}
		}
	}},
	{"metadata-language", "ours", "It tells the language of the text.", func(d *document) {
		if got, want := d.packet.first(dc+"language"), d.Text(d.catalog["Lang"]); got != want {
			d.breach("it says %q, the catalog %q", got, want)
		}
	}},
	{"title", "UA 7.1; Matterhorn 06-003", "The document has a title.", func(d *document) {
		if strings.TrimSpace(d.packet.first(dc+"title")) == "" {
			d.breach("dc:title is empty")
		}
	}},
	{"title-shown", "UA 7.1; Matterhorn 07-001, 07-002", "A reader shows the title.", func(d *document) {
		if d.Dict(d.catalog["ViewerPreferences"])["DisplayDocTitle"] != true {
			d.breach("DisplayDocTitle is not true")
		}
	}},
	{"info-words", "A 6.6.3", "Info says the same title, author, subject, keywords and programs as the metadata.", func(d *document) {
		for _, pair := range []struct {
			key      Name
			property string
		}{{"Title", dc + "title"}, {"Author", dc + "creator"}, {"Subject", dc + "description"}, {"Keywords", pdf + "Keywords"}, {"Creator", xmp + "CreatorTool"}, {"Producer", pdf + "Producer"}} {
			if got, want := d.Text(d.info[pair.key]), strings.Join(d.packet.values[pair.property], "; "); got != want {
				d.breach("%s is %q; the metadata say %q", pair.key, got, want)
			}
		}
	}},
	{"info-dates", "A 6.6.3", "Info says the same dates as the metadata.", func(d *document) {
		for key, property := range map[Name]string{"CreationDate": xmp + "CreateDate", "ModDate": xmp + "ModifyDate"} {
			info, err := time.Parse("D:20060102150405-07'00'", d.Text(d.info[key]))
			other, err2 := time.Parse(time.RFC3339, d.packet.first(property))
			if err != nil || err2 != nil || !info.Equal(other) {
				d.breach("%s is %q; the metadata say %q", key, d.Text(d.info[key]), d.packet.first(property))
			}
		}
	}},
	{"info-known", "ours", "Info has no other entries.", func(d *document) {
		for k := range d.info {
			if !set("Title Author Subject Keywords Creator Producer CreationDate ModDate Trapped")[k] {
				d.breach("%s", k)
			}
		}
	}},
	{"output-intent", "A 6.2.3", "There is one output intent for PDF/A, with a profile of its own.", func(d *document) {
		intents := d.Array(d.catalog["OutputIntents"])
		if len(intents) != 1 {
			d.breach("there are %d", len(intents))
			return
		}
		intent := d.Dict(intents[0])
		if d.Name(intent["S"]) != "GTS_PDFA1" || d.Text(intent["OutputConditionIdentifier"]) == "" || intent["DestOutputProfileRef"] != nil {
			d.breach("it is %v", intent)
		}
	}},
	{"profile", "A 6.2.3, 6.2.4.2", "The profile is one for RGB displays, of version 2 or 4, as long as it says, with three components.", profile},
}

// The namespaces of properties.
const (
	dc           = "http://purl.org/dc/elements/1.1/"
	xmp          = "http://ns.adobe.com/xap/1.0/"
	pdf          = "http://ns.adobe.com/pdf/1.3/"
	pdfaid       = "http://www.aiim.org/pdfa/ns/id/"
	pdfuaid      = "http://www.aiim.org/pdfua/ns/id/"
	pdfaSchema   = "http://www.aiim.org/pdfa/ns/schema#"
	pdfaProperty = "http://www.aiim.org/pdfa/ns/property#"
	rdf          = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
)

// knownSchemas are the schemas that PDF/A-2 knows and our files can have.
var knownSchemas = []string{dc, xmp, pdf, pdfaid, "http://ns.adobe.com/xap/1.0/mm/", "http://ns.adobe.com/xap/1.0/rights/", "http://www.aiim.org/pdfa/ns/extension/"}

// packetHead is the beginning of a packet: without bytes and encoding (ISO 19005-2, 6.6.2.1).
var packetHead = regexp.MustCompile(`^<\?xpacket begin="\x{FEFF}?" id="W5M0MpCehiHzreSzNTczkc9d"\?>`)

// A packet is metadata as properties.
type packet struct {
	values map[string][]string // by namespace and name; those inside descriptions of schemas too
	order  []string            // the properties right in the description
	err    error
}

// first is the first value of a property, empty for none.
func (p *packet) first(property string) string {
	if all := p.values[property]; len(all) > 0 {
		return all[0]
	}
	return ""
}

// readPacket reads the metadata.
func (d *document) readPacket() *packet {
	p := &packet{values: map[string][]string{}}
	s, ok := d.Resolve(d.catalog["Metadata"]).(*Stream)
	if !ok {
		p.err = errors.New("there is no metadata")
		return p
	}
	data, err := d.Data(s)
	if err != nil {
		p.err = err
		return p
	}
	p.err = p.read(xml.NewDecoder(bytes.NewReader(data)))
	return p
}

// read collects properties: the text of an element, or of the entries of the list that it holds.
func (p *packet) read(x *xml.Decoder) error {
	var path []string
	var text strings.Builder
	for {
		token, err := x.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch token := token.(type) {
		case xml.StartElement:
			name := token.Name.Space + token.Name.Local
			if len(path) > 0 && path[len(path)-1] == rdf+"Description" {
				p.order = append(p.order, name)
			}
			path = append(path, name)
			text.Reset()
		case xml.CharData:
			text.Write(token)
		case xml.EndElement:
			owner := ""
			for _, name := range slices.Backward(path) {
				if !strings.HasPrefix(name, rdf) {
					owner = name
					break
				}
			}
			if s := text.String(); strings.TrimSpace(s) != "" {
				p.values[owner] = append(p.values[owner], s)
			}
			text.Reset()
			path = path[:len(path)-1]
		}
	}
}

func profile(d *document) {
	for _, o := range d.Array(d.catalog["OutputIntents"]) {
		s, ok := d.Resolve(d.Dict(o)["DestOutputProfile"]).(*Stream)
		if !ok {
			d.breach("there is none")
			continue
		}
		b, err := d.Data(s)
		if err != nil || len(b) < 128 {
			d.breach("it cannot be read: %v", err)
			continue
		}
		class, space := string(b[12:16]), string(b[16:20])
		if n, _ := d.Int(s.Dict["N"]); n != 3 || space != "RGB " || class != "mntr" && class != "prtr" || b[8] > 4 ||
			int(binary.BigEndian.Uint32(b)) != len(b) || string(b[36:40]) != "acsp" {
			d.breach("N %v, class %q, space %q, version %d, %d bytes of %d", s.Dict["N"], class, space, b[8], len(b), binary.BigEndian.Uint32(b))
		}
	}
}
