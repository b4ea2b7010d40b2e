package pdfcheck

import (
	"fmt"
	"slices"
)

// A Rule is one thing that a file must hold to.
type Rule struct {
	ID     string
	Clause string // where it comes from: "UA" is ISO 14289-1, "A" ISO 19005-2, "PDF" ISO 32000-1; "ours" for what we ask beyond
	Says   string
	check  func(*document)
}

// A Finding is a breach of a rule.
type Finding struct {
	Rule    string // Rule.ID
	Message string
}

func (f Finding) String() string { return f.Rule + ": " + f.Message }

// readable is the rule of files that cannot even be read: no other is held against them.
const readable = "readable"

// Rules returns all rules, each with an ID of its own.
func Rules() []Rule {
	first := Rule{readable, "PDF 7.5", "A reader finds every object, and content consists of operators with their operands.", func(*document) {}}
	return slices.Concat([]Rule{first}, fileRules, contentRules, fontRules, treeRules, kindRules, tableRules, linkRules, outlineRules, metadataRules)
}

// Check holds the bytes of a PDF against all rules.
func Check(src []byte) []Finding {
	f, err := Read(src)
	if err != nil {
		return []Finding{{readable, err.Error()}}
	}
	d, err := open(f)
	if err != nil {
		return []Finding{{readable, err.Error()}}
	}
	for _, r := range Rules() {
		if r.ID != readable {
			d.rule = r.ID
			r.check(d)
		}
	}
	return d.found
}

// A document is a file taken apart.
type document struct {
	*File
	catalog  Dict
	info     Dict
	pages    []*page
	pageOf   map[Ref]*page
	fonts    []*font
	treeRoot Dict
	roles    Dict
	tops     []*element
	elements []*element          // in reading order
	marked   map[mark][]string   // texts
	held     map[mark][]*element // see holders
	packet   *packet
	rule     string // that is being checked
	found    []Finding
}

// fault notes a breach of the rule of that ID. Taking the file apart brings some to light.
func (d *document) fault(rule, format string, args ...any) {
	d.found = append(d.found, Finding{rule, fmt.Sprintf(format, args...)})
}

// breach notes a breach of the rule that is being checked.
func (d *document) breach(format string, args ...any) { d.fault(d.rule, format, args...) }

// open takes a file apart.
func open(f *File) (*document, error) {
	d := &document{File: f, pageOf: map[Ref]*page{}}
	d.catalog, d.info = f.Dict(f.Trailer["Root"]), f.Dict(f.Trailer["Info"])
	if d.catalog == nil {
		return nil, fmt.Errorf("there is no catalog")
	}
	if err := d.pageTree(d.catalog["Pages"], Dict{}, 0); err != nil {
		return nil, err
	}
	if len(d.pages) == 0 {
		return nil, fmt.Errorf("there is no page")
	}
	for _, p := range d.pages {
		d.follow(p)
	}
	d.readMarked()
	d.structureOf()
	d.packet = d.readPacket()
	return d, nil
}

// pageTree reads the pages below a node, which inherit what stands above them.
func (d *document) pageTree(o Object, above Dict, depth int) error {
	node := d.Dict(o)
	if node == nil || depth > 20 {
		return fmt.Errorf("the tree of pages has a node %v, which is nothing", o)
	}
	whole := Dict{}
	for _, k := range []Name{"Resources", "MediaBox", "CropBox", "Rotate"} {
		if v, ok := node[k]; ok {
			whole[k] = v
		} else if v, ok := above[k]; ok {
			whole[k] = v
		}
	}
	if d.Name(node["Type"]) != "Page" {
		for _, k := range d.Array(node["Kids"]) {
			if err := d.pageTree(k, whole, depth+1); err != nil {
				return err
			}
		}
		return nil
	}
	r, _ := o.(Ref)
	p := &page{index: len(d.pages), ref: r, dict: node, resources: d.Dict(whole["Resources"])}
	_, own := node["Resources"]
	p.inherited = !own
	if box, ok := d.Numbers(whole["MediaBox"], 4); ok {
		copy(p.box[:], box)
	}
	var content []byte
	for _, c := range d.kids(node["Contents"]) {
		s, ok := d.Resolve(c).(*Stream)
		if !ok {
			return fmt.Errorf("the content of page %d is no stream", p.index+1)
		}
		data, err := d.Data(s)
		if err != nil {
			return fmt.Errorf("the content of page %d: %w", p.index+1, err)
		}
		content = append(append(content, data...), '\n')
	}
	ops, odd, err := operations(content)
	if err != nil {
		return fmt.Errorf("the content of page %d: %w", p.index+1, err)
	}
	d.odd = append(d.odd, odd...)
	p.ops = ops
	d.pages = append(d.pages, p)
	d.pageOf[r] = p
	return nil
}
