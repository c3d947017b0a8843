//go:build !js

// The generated files, compared by the go command, which does not run under js.
package calc

import (
	"os/exec"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestGeneratedFilesAreFresh(t *testing.T) {
	output, err := exec.Command("go", "run", "./wire/generate", "-check").CombinedOutput()
	assert.NoError(t, err, string(output))
}
