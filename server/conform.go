package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// maxConformAnswer bounds what is read of an answer: far above any that is wanted.
const maxConformAnswer = 16 << 20

// conform asks a server every case that this program was built with, and reports
// each answer whose status or bytes are others.
func (s *shell) conform() int {
	flags := flag.NewFlagSet("parley conform", flag.ContinueOnError)
	flags.Usage = func() {
		fmt.Fprintln(s.errors, "parley conform URL asks the server at URL, for example http://127.0.0.1:8080, every worked case and compares the bytes.\nA key, where it wants one, is taken from PARLEY_KEY.")
	}
	if err := parse(flags, s.arguments, s.getenv, s.errors); err != nil || flags.NArg() != 1 {
		return s.misused(flags, err)
	}
	all, err := conformanceCases()
	if err != nil {
		return s.fail(err)
	}
	client := &http.Client{Timeout: 30 * time.Second}
	differ := 0
	for _, one := range all {
		difference, err := one.compare(client, strings.TrimSuffix(flags.Arg(0), "/"), s.getenv("PARLEY_KEY"))
		if err != nil {
			return s.fail(fmt.Errorf("the server cannot be asked: %w", err))
		}
		if difference != "" {
			differ++
			fmt.Fprintf(s.out, "%s: %s\n  it %s\n", one.Name, difference, one.It)
		}
	}
	fmt.Fprintf(s.out, "%d cases: %d as wanted, %d not\n", len(all), len(all)-differ, differ)
	if differ > 0 {
		return 1
	}
	return 0
}

// compare asks a server one case and says what is different, "" for nothing.
func (one conformanceCase) compare(client *http.Client, server, key string) (string, error) {
	asked, err := http.NewRequest(http.MethodPost, server+"/v1/"+one.Op, strings.NewReader(one.Request))
	if err != nil {
		return "", err
	}
	asked.Header.Set("Content-Type", "application/json")
	if key != "" {
		asked.Header.Set("Authorization", "Bearer "+key)
	}
	answer, err := client.Do(asked)
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
