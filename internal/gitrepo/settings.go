package gitrepo

import "strings"

// Setting returns the value that the configuration of the repository itself has for a key, and whether it has one; of several values the
// last, which counts.
func (r *Repo) Setting(key string) (value string, set bool, err error) {
	out, err := r.git.run("config", "--local", "--null", "--get", key)
	if f := failed(err); f != nil && f.status == 1 {
		return "", false, nil
	}
	return strings.TrimSuffix(out, "\x00"), err == nil, err
}

// SetSetting gives a key that has none a value in the configuration of the repository.
func (r *Repo) SetSetting(key, value string) error {
	_, err := r.git.run("config", "--local", "--add", key, value)
	return err
}

// DropSetting takes a value of a key out of the configuration of the repository.
func (r *Repo) DropSetting(key, value string) error {
	_, err := r.git.run("config", "--local", "--fixed-value", "--unset-all", key, value)
	return err
}
