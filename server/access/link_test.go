package access

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestLinkIsKnownByItsHash(t *testing.T) {
	id, secret, hash := NewLink("pepper")
	assert.True(t, IsLink(secret))
	assert.False(t, IsKey(secret))
	assert.Equal(t, id, LinkID(secret))
	assert.True(t, IsOfLink(secret, hash, "pepper"))
	assert.NotContains(t, hash, secret[len(secret)-randomLength:])
	_, other, _ := NewLink("pepper")
	assert.NotEqual(t, secret, other)
	for it, wrong := range map[string][3]string{
		"another link":       {other, hash, "pepper"},
		"one letter less":    {secret[:len(secret)-1], hash, "pepper"},
		"another pepper":     {secret, hash, ""},
		"a link not known":   {secret, "", "pepper"},
		"a key of that hash": {strings.Replace(secret, linkPrefix, keyPrefix, 1), hash, "pepper"},
	} {
		assert.False(t, IsOfLink(wrong[0], wrong[1], wrong[2]), it)
	}
	for _, none := range []string{"", linkPrefix, secret + "A", strings.Replace(secret, linkPrefix, keyPrefix, 1)} {
		assert.Empty(t, LinkID(none))
	}
}
