// Package redlinetest makes pairs of reports for tests of redlines, an older and a newer text of each, and takes redlines back at the level
// of the model.
//
// [Pairs] are projects in the dialect, made up with a fixed seed: every run sees the same ones. [Accept] and [Reject] leave of a redline the
// newer or the older report, and [Printed] is what is printed of one, for comparing.
package redlinetest
