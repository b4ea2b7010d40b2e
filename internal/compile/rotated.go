package compile

import (
	"bytes"
	"encoding/binary"
)

// rotated reports whether a JPEG file asks programs to turn or mirror its picture (the orientation of Exif 2.32, 4.6.4 A, is there and not 1).
// Word and PDF show the pixels as they are stored.
func rotated(jpeg []byte) bool {
	for at := 2; at+4 <= len(jpeg) && jpeg[at] == 0xFF; {
		marker := jpeg[at+1]
		if marker == 0xFF { // fill
			at++
			continue
		}
		end := at + 2 + int(binary.BigEndian.Uint16(jpeg[at+2:]))
		if marker == 0xDA || end < at+4 || end > len(jpeg) { // the picture begins, or the file is damaged
			return false
		}
		if tiff, found := bytes.CutPrefix(jpeg[at+4:end], []byte("Exif\x00\x00")); found && marker == 0xE1 {
			return orientation(tiff) > 1
		}
		at = end
	}
	return false
}

// orientation returns the value of the tag of that name in the first directory of a TIFF file, 0 where it has none: 1 is upright, up to 8 are
// the other ways to put a picture.
func orientation(tiff []byte) int {
	const tag, short, entry = 0x0112, 3, 12
	if len(tiff) < 8 {
		return 0
	}
	var order binary.ByteOrder = binary.BigEndian
	if tiff[0] == 'I' {
		order = binary.LittleEndian
	}
	at := uint64(order.Uint32(tiff[4:]))
	if at+2 > uint64(len(tiff)) {
		return 0
	}
	entries := tiff[at+2:]
	for range order.Uint16(tiff[at:]) {
		if len(entries) < entry {
			return 0
		}
		if order.Uint16(entries) == tag && order.Uint16(entries[2:]) == short {
			if v := int(order.Uint16(entries[8:])); v <= 8 {
				return v
			}
			return 0
		}
		entries = entries[entry:]
	}
	return 0
}
