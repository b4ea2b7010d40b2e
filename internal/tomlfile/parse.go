package tomlfile

import (
	"time"

	"github.com/BurntSushi/toml"
	fast "github.com/pelletier/go-toml/v2"
)

// parse reads TOML into tables, lists and values. Of the two parsers the fast one says too little about what is no TOML, so that the other
// has the word as soon as something is wrong.
func parse(src []byte) (map[string]any, error) {
	raw := map[string]any{}
	if err := fast.Unmarshal(src, &raw); err == nil {
		return plain(raw).(map[string]any), nil
	}
	raw = map[string]any{}
	_, err := toml.Decode(string(src), &raw)
	return raw, err
}

// plain makes of the values of the fast parser those of the other one: days and times without a zone are of one type.
func plain(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for key, below := range v {
			switch below.(type) {
			case string, int64, float64, bool:
			default:
				v[key] = plain(below)
			}
		}
	case []any:
		for i, below := range v {
			v[i] = plain(below)
		}
	case fast.LocalDate:
		return v.AsTime(time.Local)
	case fast.LocalDateTime:
		return v.AsTime(time.Local)
	case fast.LocalTime:
		return time.Date(0, 1, 1, v.Hour, v.Minute, v.Second, v.Nanosecond, time.Local)
	}
	return v
}
