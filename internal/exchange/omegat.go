package exchange

import (
	"bytes"
	_ "embed"
	"strings"

	"rapporteur/internal/sentence"
)

//go:embed omegat.txt
var readme []byte

// WriteOmegaT writes documents as the folder of an OmegaT project: sections in source, with the original in the place of each translation,
// for OmegaT translates what stands there; reviewed pairs in tm/auto, which OmegaT takes over by itself; other pairs, and those whose
// original has changed, in tm, from which it proposes. The terms lie there twice: as the glossary of OmegaT, and as TBX for other tools, outside of
// the folder glossary, for OmegaT would propose what TBX calls deprecated.
func WriteOmegaT(docs []*Document) ([]File, error) {
	if len(docs) == 0 {
		return nil, nil
	}
	from, to := docs[0].Section.From, docs[0].Section.To
	out := []File{{"omegat.project", omegatProject(from, to)}}
	out = append(out, File{"README.txt", readme})
	for _, d := range docs {
		var b bytes.Buffer
		if err := d.xliff1(&b, true); err != nil {
			return nil, err
		}
		out = append(out, File{"source/" + d.Section.Name + ".xlf", b.Bytes()})
	}
	out = append(out,
		File{"tm/auto/reviewed.tmx", writeTMX(docs, reviewed)},
		File{"tm/unreviewed.tmx", writeTMX(docs, unreviewed)},
		File{"tm/previous.tmx", writeTMX(docs, previous)})
	if terms := docs[0].Context.terms.omegat(); len(terms) > 0 {
		out = append(out, File{"glossary/rapporteur.utf8", terms})
	}
	if terms := docs[0].Context.terms.tbx(); len(terms) > 0 {
		out = append(out, File{"terms.tbx", terms})
	}
	var rules bytes.Buffer
	if err := sentence.WriteSRX(&rules); err != nil {
		return nil, err
	}
	return append(out, File{"omegat/segmentation.srx", rules.Bytes()}), nil
}

// omegatProject is the file of settings. OmegaT does not cut: every unit is a sentence already.
func omegatProject(from, to string) []byte {
	m := newMarkup()
	m.open("omegat")
	m.open("project", "version", "1.0")
	for _, folder := range []string{"source", "target", "tm", "glossary", "dictionary"} {
		m.text(folder+"_dir", "__DEFAULT__")
	}
	m.text("source_lang", strings.ToUpper(from))
	m.text("target_lang", strings.ToUpper(to))
	m.text("sentence_seg", "false")
	m.text("support_default_translations", "true")
	m.text("remove_tags", "false")
	m.close("project")
	m.close("omegat")
	return []byte(m.String())
}
