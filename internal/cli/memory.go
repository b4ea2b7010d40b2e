package cli

import "rapporteur/internal/doc"

// The collector lets garbage take as much memory as what is in use, which costs the least time. For a report of more than a thousand pages
// that would be a hundred megabytes; near a limit it works a little more and leaves less. The limit grows with the report, for to keep below
// one that is too low it would do hardly anything else.
const (
	leastMemory   = 160 << 20 // a report of the usual length takes a quarter of it
	memoryPerByte = 23        // of text and pictures: twice what setting a report takes
)

// memoryLimit is how much memory the editions should be rendered in, in bytes.
func memoryLimit(editions []edition) int64 {
	size := 0
	for _, e := range editions {
		if e.Result == nil || e.Report == nil {
			continue
		}
		for _, s := range e.Report.Sections {
			size += textSize(s.File.Src)
		}
		doc.Walk(e.Report.Blocks, func(b doc.Block) bool {
			if p, ok := b.(*doc.Picture); ok {
				size += len(p.Data)
			}
			return true
		})
	}
	return max(leastMemory, int64(size)*memoryPerByte)
}

// textSize is how many bytes of a content file are text: of several blanks in a row, which set columns of tables below each other, one is.
func textSize(src []byte) int {
	size := len(src)
	for i := 1; i < len(src); i++ {
		if src[i] == ' ' && src[i-1] == ' ' {
			size--
		}
	}
	return size
}
