package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"parley/server/webhook"
)

// settings are what the operator decides. The usual ones suit one machine: only it
// is reached, and nothing on the way is believed.
type settings struct {
	address          string
	admin            string
	keys             string
	db               string
	zones            string
	portfolios       string
	portfolioWorkers int
	pepper           string
	signingKeys      string
	publicURL        string
	webhookSecret    string
	loopback         bool
	calculations     string
	issuer           string
	audience         string
	issuerKeys       string
	origins          string
	proxies          string
	quota            int64
	connections      int
	stopWait         time.Duration
}

// usualAddress is reached from this machine only: opening the service to others is
// somebody's decision, never a default.
const usualAddress = "127.0.0.1:8080"

// off turns a listener off.
const off = "off"

// readSettings reads the flags of serve. What is not given as a flag is taken from
// the environment.
func readSettings(arguments []string, getenv func(string) string, output io.Writer) (*settings, error) {
	// Secrets have no flag, which others on the machine could read.
	s := &settings{pepper: getenv("PARLEY_KEY_PEPPER"), webhookSecret: getenv("PARLEY_WEBHOOK_SECRET")}
	flags := flag.NewFlagSet("parley serve", flag.ContinueOnError)
	flags.StringVar(&s.address, "addr", usualAddress, "`address` of the page and the API")
	flags.StringVar(&s.admin, "admin-addr", "127.0.0.1:8081", "`address` of metrics, health and profiles, or off")
	flags.StringVar(&s.keys, "keys", "", "`file` of the partners' keys, which parley key makes")
	flags.StringVar(&s.db, "db", "", "`place` of the negotiations on record: a file, or postgres://… (with a password rather in PARLEY_DB); without it none are kept")
	flags.StringVar(&s.zones, "zones", "", "`zones` in which days begin for negotiations on record: one for all, UTC when left out, and partner=zone, parted by commas")
	flags.StringVar(&s.portfolios, "portfolios", "", "`directory` of the rows and results of portfolios, whose manifests are in -db; without it none are taken")
	flags.IntVar(&s.portfolioWorkers, "portfolio-workers", 1, "`number` of chunks of portfolios to work on at a time; 0 leaves them to parley portfolio work")
	flags.StringVar(&s.signingKeys, "signing-keys", "", "`folder` of the keys that offers are signed with, which parley signer makes")
	flags.StringVar(&s.publicURL, "public-url", "", "`origin` under which borrowers reach this service, for links to offers and negotiations")
	flags.BoolVar(&s.loopback, "webhook-loopback", false, "for tests only: webhooks may be on this machine, and without TLS")
	flags.StringVar(&s.calculations, "calculations", "open", "`who` may calculate: open or keyed")
	flags.StringVar(&s.issuer, "issuer", "", "`name` of the issuer whose tokens are taken, as in their iss")
	flags.StringVar(&s.audience, "audience", "", "`name` of this service in tokens, as in their aud")
	flags.StringVar(&s.issuerKeys, "issuer-keys", "", "https `address` or file of the issuer's JSON Web Key Set")
	flags.StringVar(&s.origins, "origins", "", "`origins` of pages that may call the API, parted by commas")
	flags.StringVar(&s.proxies, "proxies", "", "`networks` of proxies whose X-Forwarded-For is believed, parted by commas")
	flags.Int64Var(&s.quota, "quota", 600_000, "work `units` a minute for each client, or 0 for no limit")
	flags.IntVar(&s.connections, "connections", 16_384, "`number` of connections at a time")
	flags.DurationVar(&s.stopWait, "stop-wait", time.Second, "`time` between not ready and taking no more connections")
	if err := parse(flags, arguments, getenv, output); err != nil {
		return nil, err
	}
	return s, s.check()
}

// parse takes each flag from the environment, where -stop-wait is PARLEY_STOP_WAIT,
// and then from the arguments.
func parse(flags *flag.FlagSet, arguments []string, getenv func(string) string, output io.Writer) error {
	flags.SetOutput(output)
	var wrong error
	flags.VisitAll(func(f *flag.Flag) {
		name := "PARLEY_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		if value := getenv(name); value != "" {
			if err := f.Value.Set(value); err != nil {
				wrong = errors.Join(wrong, fmt.Errorf("%s cannot be %q: %w", name, value, err))
			}
		}
	})
	if wrong != nil {
		return wrong
	}
	return flags.Parse(arguments)
}

// check refuses settings that contradict each other or would open more than they say.
func (s *settings) check() error {
	if s.calculations != "open" && s.calculations != "keyed" {
		return fmt.Errorf("calculations can be open or keyed, and not %q", s.calculations)
	}
	if s.calculations == "keyed" && s.keys == "" && s.issuer == "" {
		return errors.New("keyed calculations need -keys or -issuer: otherwise nobody could ask")
	}
	if s.db != "" && s.keys == "" && s.issuer == "" {
		return errors.New("-db needs -keys or -issuer: a negotiation on record belongs to somebody")
	}
	if s.portfolios != "" && s.db == "" || s.portfolioWorkers < 0 {
		return errors.New("-portfolios needs -db, where it is kept how far they are, and -portfolio-workers cannot be negative")
	}
	if s.signingKeys != "" && (s.publicURL == "" || s.keys == "" && s.issuer == "") {
		return errors.New("-signing-keys needs -public-url, for the links to offers, and -keys or -issuer: an offer is somebody's")
	}
	if s.publicURL != "" && !isOrigin(s.publicURL) {
		return fmt.Errorf("%q is no origin such as https://bank.example: a scheme and a host, and no path", s.publicURL)
	}
	if (s.issuer == "") != (s.issuerKeys == "") || (s.issuer == "") != (s.audience == "") {
		return errors.New("-issuer, -audience and -issuer-keys belong together")
	}
	if s.webhookSecret != "" && (s.db == "" || len(s.webhookSecret) < webhook.ShortestSecret) {
		return fmt.Errorf("PARLEY_WEBHOOK_SECRET needs -db and at least %d characters that nobody can guess", webhook.ShortestSecret)
	}
	if s.loopback && s.webhookSecret == "" {
		return errors.New("-webhook-loopback means nothing without PARLEY_WEBHOOK_SECRET")
	}
	if _, err := readZones(s.zones); err != nil {
		return err
	}
	if s.quota < 0 || s.connections < 1 || s.stopWait < 0 {
		return errors.New("-quota and -stop-wait cannot be negative, and -connections is at least 1")
	}
	for _, origin := range parted(s.origins) {
		if !isOrigin(origin) {
			return fmt.Errorf("%q is no origin such as https://bank.example: a scheme and a host, no path and no *", origin)
		}
	}
	for _, network := range parted(s.proxies) {
		prefix, err := netip.ParsePrefix(network)
		if err != nil || prefix.Bits() == 0 {
			return fmt.Errorf("%q is no network of proxies such as 10.0.0.0/8, or it is everybody's", network)
		}
	}
	return nil
}

// isOrigin tells whether a text is exactly what a browser sends as Origin.
func isOrigin(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" &&
		text == u.Scheme+"://"+strings.ToLower(u.Host) && !strings.Contains(text, "*")
}

// parted parts a list by its commas.
func parted(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' })
}
