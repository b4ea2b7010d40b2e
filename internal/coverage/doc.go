// Package coverage writes what a report says to recommendations: as a table for a terminal, as JSON and CSV for programs, and as an HTML
// page that stands alone.
//
// In: a [recommendation.Coverage]; for the page the words of its language too. Out: bytes. It judges nothing: states, places and order
// are those of the coverage.
//
// The page needs no script. It holds the recommendations in several orders, of which the reader chooses one, and prints the one that is
// chosen; where a browser knows too little CSS for that, all of them stand under each other.
package coverage
