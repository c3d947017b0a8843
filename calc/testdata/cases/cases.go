// Package cases holds the worked cases of Parley: questions with their answers,
// the same bytes through every door. It has no code, so that a case is a file and
// nothing else; the folders above and the server read them from here.
package cases

import "embed"

// Files are the cases, topic/name.json.
//
//go:embed */*.json
var Files embed.FS
