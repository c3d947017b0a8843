package records

import (
	"encoding/base64"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"
)

const usualLimit, mostLimit = 20, 100

// PageOf reads which page of a list is asked for: how many at most, and after which
// one, by its instant and its id. Both are empty for the first page.
func PageOf(c *gin.Context) (limit int, opened, id string, ok bool) {
	limit, isLimit := limitOf(c)
	opened, id, isCursor := readCursor(c.Query("cursor"))
	return limit, opened, id, isLimit && isCursor
}

// limitOf reads how many are asked for at most.
func limitOf(c *gin.Context) (limit int, ok bool) {
	limit, err := strconv.Atoi(c.DefaultQuery("limit", strconv.Itoa(usualLimit)))
	return limit, err == nil && 1 <= limit && limit <= mostLimit
}

// LinkNext tells where the list goes on after the last one that is shown, and returns
// the cursor.
func LinkNext(c *gin.Context, limit int, opened, id string) (cursor string) {
	cursor = base64.RawURLEncoding.EncodeToString([]byte(opened + " " + id))
	linkTo(c, c.FullPath(), limit, cursor)
	return cursor
}

// linkTo tells where the list at an address goes on.
func linkTo(c *gin.Context, address string, limit int, cursor string) {
	c.Header("Link", "<"+address+"?limit="+strconv.Itoa(limit)+"&cursor="+cursor+`>; rel="next"`)
}

// readCursor takes a cursor apart. Whatever it says, the list stays the tenant's own.
func readCursor(cursor string) (opened, id string, ok bool) {
	if cursor == "" {
		return "", "", true
	}
	text, err := base64.RawURLEncoding.DecodeString(cursor)
	opened, id, found := strings.Cut(string(text), " ")
	printable := strings.IndexFunc(string(text), func(r rune) bool { return r < ' ' || r > '~' }) < 0
	return opened, id, err == nil && found && printable && len(text) <= 128
}

// KeyOf is the Idempotency-Key of a request; false when it has none, or no good one.
func KeyOf(c *gin.Context) (key string, ok bool) {
	keys := c.Request.Header.Values("Idempotency-Key")
	if len(keys) != 1 || !isKey(keys[0]) {
		return "", false
	}
	return keys[0], true
}

func isKey(key string) bool {
	visible := func(r rune) bool { return '!' <= r && r <= '~' }
	return 0 < len(key) && len(key) <= 255 && strings.IndexFunc(key, func(r rune) bool { return !visible(r) }) < 0
}
