package records

import (
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"
)

// tag is the ETag of a negotiation: its revision, and how many of its words were
// erased since, which changes what is shown and no figure.
func tag(revision, erased int) string {
	if erased == 0 {
		return `"` + strconv.Itoa(revision) + `"`
	}
	return `"` + strconv.Itoa(revision) + "-" + strconv.Itoa(erased) + `"`
}

// expected is the revision that the request names, or it is refused.
func (d *Desk) expected(c *gin.Context) (revision int, ok bool) {
	sent := c.Request.Header.Values("If-Match")
	if len(sent) == 0 {
		d.refuse(c, MatchMissing)
		return 0, false
	}
	quoted, isQuoted := strings.CutPrefix(sent[0], `"`)
	number, isClosed := strings.CutSuffix(quoted, `"`)
	number, erased, _ := strings.Cut(number, "-")
	revision, err := strconv.Atoi(number)
	if _, wrong := strconv.Atoi("0" + erased); wrong != nil || err != nil || len(sent) != 1 || !isQuoted || !isClosed || revision < 1 {
		d.refuse(c, MatchWrong)
		return 0, false
	}
	return revision, true
}

// Unchanged tells whether the caller has what a tag names already (RFC 9110, section 13.1.2).
func Unchanged(c *gin.Context, tag string) bool {
	for item := range strings.SplitSeq(strings.Join(c.Request.Header.Values("If-None-Match"), ","), ",") {
		if item = strings.TrimPrefix(strings.TrimSpace(item), "W/"); item == tag || item == "*" {
			return true
		}
	}
	return false
}
