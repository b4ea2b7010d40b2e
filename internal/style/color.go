package style

import (
	"fmt"
	"math"
	"strconv"
)

// A Color is red, green and blue as 0xRRGGBB, in sRGB. In TOML it is written as in HTML: "#0b4f9e".
type Color uint32

// UnmarshalText reads "#rrggbb".
func (c *Color) UnmarshalText(text []byte) error {
	s := string(text)
	v, err := strconv.ParseUint(s[min(1, len(s)):], 16, 32)
	if err != nil || len(s) != 7 || s[0] != '#' {
		return fmt.Errorf("colour %q is not written as \"#\" and six hexadecimal digits", s)
	}
	*c = Color(v)
	return nil
}

func (c Color) String() string { return fmt.Sprintf("#%06x", uint32(c)) }

// RGB returns the parts of c, from 0 to 1.
func (c Color) RGB() (r, g, b float64) {
	return float64(c>>16&0xFF) / 255, float64(c>>8&0xFF) / 255, float64(c&0xFF) / 255
}

// Contrast returns the contrast between two colours, from 1 to 21 (WCAG 2.1, "contrast ratio").
func (c Color) Contrast(other Color) float64 {
	a, b := c.luminance(), other.luminance()
	return (max(a, b) + 0.05) / (min(a, b) + 0.05)
}

// luminance is the relative luminance of c (WCAG 2.1), from 0 to 1.
func (c Color) luminance() float64 {
	linear := func(v float64) float64 {
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	r, g, b := c.RGB()
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

// On returns c, made lighter as far as it needs for a contrast on a dark ground.
func (c Color) On(ground Color, contrast float64) Color {
	out := c
	for part := 5; part <= 100 && out.Contrast(ground) < contrast; part += 5 {
		out = c.lighter(part)
	}
	return out
}

// lighter returns c with so many hundredths of its distance to white taken off.
func (c Color) lighter(part int) Color {
	mix := func(shift int) Color {
		v := int(c >> shift & 0xFF)
		return Color(v+(255-v)*part/100) << shift
	}
	return mix(16) | mix(8) | mix(0)
}
