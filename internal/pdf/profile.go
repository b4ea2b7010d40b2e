package pdf

import (
	"encoding/binary"
	"math"
	"sync"
)

var be = binary.BigEndian

// srgb is a colour profile of ICC version 2 for sRGB (IEC 61966-2-1): three primaries adapted to D50 and one tone curve. It is made here
// so that no file of somebody else has to be shipped.
var srgb = sync.OnceValue(func() []byte {
	curve := be.AppendUint32([]byte("curv\x00\x00\x00\x00"), 1024)
	for i := range 1024 {
		v := float64(i) / 1023
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		curve = be.AppendUint16(curve, uint16(math.Round(v*65535)))
	}
	const description = "sRGB IEC61966-2.1"
	desc := be.AppendUint32([]byte("desc\x00\x00\x00\x00"), uint32(len(description)+1))
	desc = append(append(desc, description...), make([]byte, 1+4+4+2+1+67)...) // no Unicode and no Macintosh form
	tags := []struct {
		signature string
		data      []byte // nil: the data of the tag before
	}{
		{"desc", desc},
		{"cprt", []byte("text\x00\x00\x00\x00No copyright, use freely\x00")},
		{"wtpt", xyz(0.9642, 1, 0.8249)},
		{"rXYZ", xyz(0.4360747, 0.2225045, 0.0139322)},
		{"gXYZ", xyz(0.3850649, 0.7168786, 0.0971045)},
		{"bXYZ", xyz(0.1430804, 0.0606169, 0.7141733)},
		{"rTRC", curve}, {"gTRC", nil}, {"bTRC", nil},
	}
	start := 128 + 4 + 12*len(tags)
	table := be.AppendUint32(nil, uint32(len(tags)))
	var body []byte
	at, size := 0, 0
	for _, t := range tags {
		if t.data != nil {
			at, size = start+len(body), len(t.data)
			body = append(body, t.data...)
			for len(body)%4 != 0 {
				body = append(body, 0)
			}
		}
		table = append(table, t.signature...)
		table = be.AppendUint32(table, uint32(at))
		table = be.AppendUint32(table, uint32(size))
	}
	head := make([]byte, 128)
	be.PutUint32(head, uint32(start+len(body)))
	be.PutUint32(head[8:], 0x02100000)
	copy(head[12:], "mntrRGB XYZ ")
	for i, v := range []uint16{2025, 1, 1, 0, 0, 0} { // the date of the profile, not of a document
		be.PutUint16(head[24+2*i:], v)
	}
	copy(head[36:], "acsp")
	copy(head[68:], xyz(0.9642, 1, 0.8249)[8:])
	return append(append(head, table...), body...)
})

// xyz is a colour as a tag of a profile.
func xyz(x, y, z float64) []byte {
	b := []byte("XYZ \x00\x00\x00\x00")
	for _, v := range []float64{x, y, z} {
		b = be.AppendUint32(b, uint32(int32(math.Round(v*65536))))
	}
	return b
}
