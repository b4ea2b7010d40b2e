package observations

import "strings"

// roman writes a small roman number; nothing below 1 and above 49.
func roman(n int) string {
	if n < 1 || n > 49 {
		return ""
	}
	tens := []string{"", "x", "xx", "xxx", "xl"}
	ones := []string{"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"}
	return tens[n/10] + ones[n%10]
}

// romanValue reads a small roman number, 0 where it is none.
func romanValue(s string) int {
	for n := 1; n < 50; n++ {
		if roman(n) == strings.ToLower(s) {
			return n
		}
	}
	return 0
}
