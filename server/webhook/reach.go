package webhook

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"
)

// Reach is where webhooks may be.
type Reach struct {
	// Loopback allows this machine as well, and plain http to it: for tests alone.
	Loopback bool

	resolver *net.Resolver // the usual one when nil
}

const (
	// patience is how long one attempt may take in all.
	patience = 5 * time.Second
	// longestURL bounds an address.
	longestURL = 2048
	// longestHead and longestBody bound what is read of an answer.
	longestHead, longestBody = 16 << 10, 4 << 10
)

// errNotPublic is an address that nobody outside of this network could mean.
var errNotPublic = errors.New("the address is not a public one")

// Names tells whether a text is the address of a webhook: https, a host, and nobody's
// password. Where the host leads to is looked at when it is connected to.
func (r *Reach) Names(text string) bool {
	u, err := url.Parse(text)
	if err != nil || len(text) > longestURL || u.Host == "" || u.Hostname() == "" || u.User != nil || u.Fragment != "" || u.Opaque != "" {
		return false
	}
	if strings.ContainsFunc(text, func(c rune) bool { return c <= ' ' || c > '~' }) {
		return false
	}
	if ip, err := netip.ParseAddr(u.Hostname()); err == nil && !r.allows(ip) {
		return false
	}
	return u.Scheme == "https" || u.Scheme == "http" && r.Loopback && isLoopback(u.Hostname())
}

func isLoopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.Unmap().IsLoopback()
}

// Client posts to webhooks: no redirects, no proxy, and no connection to an address
// that is not public, whatever its name meant a moment ago.
func (r *Reach) Client() *http.Client {
	dialer := &net.Dialer{Timeout: patience, Resolver: r.resolver, ControlContext: r.control}
	return &http.Client{
		Timeout:       patience,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			DialContext: dialer.DialContext, MaxResponseHeaderBytes: longestHead, ForceAttemptHTTP2: true,
			MaxIdleConnsPerHost: abreast, IdleConnTimeout: time.Minute,
		},
	}
}

// control looks at the address of a connection before it is made.
func (r *Reach) control(_ context.Context, _, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil || !r.allows(to.Addr()) {
		return errNotPublic
	}
	return nil
}

// allows tells whether an address may be connected to.
func (r *Reach) allows(ip netip.Addr) bool {
	return isPublic(ip) || r.Loopback && ip.Unmap().IsLoopback()
}

// isPublic tells whether an address is one of the public internet. Of IPv6 that is what
// is handed out for it, without the parts that stand for an address of IPv4 or lead
// through a tunnel; of IPv4 all but what IANA reserves (RFC 6890), and the address
// where one provider's machines find their secrets.
func isPublic(ip netip.Addr) bool {
	if ip = ip.Unmap(); !ip.IsValid() || ip.Zone() != "" {
		return false
	}
	if ip.Is6() && !public6.Contains(ip) {
		return false
	}
	for _, network := range reserved {
		if network.Contains(ip) {
			return false
		}
	}
	return true
}

var public6 = netip.MustParsePrefix("2000::/3")

var reserved = func() (networks []netip.Prefix) {
	for _, text := range strings.Fields(`0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12
		192.0.0.0/24 192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24
		198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/3 168.63.129.16/32
		2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20`) {
		networks = append(networks, netip.MustParsePrefix(text))
	}
	return networks
}()
