package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// maxConformAnswer bounds what is read of an answer: far above any that is wanted.
const maxConformAnswer = 16 << 20

// conform asks a server every case that this program was built with, and reports
// each answer whose status or bytes are others. It returns the exit code: 0 when
// there is none, 1 otherwise, 2 for a call without one address.
func conform(arguments []string, output, trouble io.Writer) int {
	if len(arguments) != 1 {
		fmt.Fprintln(trouble, "usage: parley conform URL\n\nasks the server at URL, for example http://127.0.0.1:8080, every worked case and compares the bytes")
		return 2
	}
	all, err := conformanceCases()
	if err != nil {
		fmt.Fprintf(trouble, "parley: %v\n", err)
		return 1
	}
	client := &http.Client{Timeout: 30 * time.Second}
	differ := 0
	for _, one := range all {
		difference, err := one.compare(client, strings.TrimSuffix(arguments[0], "/"))
		if err != nil {
			fmt.Fprintf(trouble, "parley: the server cannot be asked: %v\n", err)
			return 1
		}
		if difference != "" {
			differ++
			fmt.Fprintf(output, "%s: %s\n  it %s\n", one.Name, difference, one.It)
		}
	}
	fmt.Fprintf(output, "%d cases: %d as wanted, %d not\n", len(all), len(all)-differ, differ)
	if differ > 0 {
		return 1
	}
	return 0
}

// compare asks a server one case and says what is different, "" for nothing.
func (one conformanceCase) compare(client *http.Client, server string) (string, error) {
	answer, err := client.Post(server+"/v1/"+one.Op, "application/json", strings.NewReader(one.Request))
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxConformAnswer))
	if err != nil {
		return "", err
	}
	if answer.StatusCode != one.Status {
		return fmt.Sprintf("status %d, wanted %d", answer.StatusCode, one.Status), nil
	}
	got := string(body)
	if one.Status != http.StatusOK {
		var refused struct{ Problems json.RawMessage }
		if err := json.Unmarshal(body, &refused); err != nil {
			return "the refusal is no JSON", nil
		}
		got = `{"problems":` + string(refused.Problems) + `}`
	}
	if got != one.Want {
		at := differAt(got, one.Want)
		return fmt.Sprintf("byte %d is another: %q, wanted %q", at, around(got, at), around(one.Want, at)), nil
	}
	return "", nil
}

// differAt is the first place at which two texts differ.
func differAt(a, b string) (at int) {
	for at < len(a) && at < len(b) && a[at] == b[at] {
		at++
	}
	return at
}

// around is a little of a text on both sides of a place.
func around(text string, at int) string {
	return text[max(0, min(at, len(text))-20):min(len(text), at+20)]
}
