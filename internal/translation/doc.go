// Package translation sets the same section in two languages side by side, sentence by sentence, and knows of every sentence whether its
// translation is there, whether it still says what the original says, and who has approved it.
//
// In: content files of the original language and of another one, as the markdown package reads them, and the lock of the section, which
// remembers the original as it was when it was translated. Out: a [Section] with its [Unit]s, and findings for every block, note, row, item
// or reference that one language has and the other has not.
//
// Blocks are paired by the ids that authors gave, by the names of notes, and by what the lock remembers. What stands between two such
// pegs is paired in order only when both sides have the same blocks there; otherwise it is reported and nothing is guessed.
package translation
