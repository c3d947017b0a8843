package webhook

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/dns/dnsmessage"
)

func TestPublicAddresses(t *testing.T) {
	for address, public := range map[string]bool{
		"1.1.1.1": true, "8.8.8.8": true, "2606:4700:4700::1111": true, "::ffff:1.1.1.1": true, "99.255.255.255": true, "172.32.0.1": true,
		"0.0.0.0": false, "0.1.2.3": false, "10.0.0.1": false, "127.0.0.1": false, "127.255.0.9": false, "172.16.0.1": false, "172.31.255.255": false,
		"192.168.1.1": false, "169.254.169.254": false, "100.64.0.1": false, "100.100.100.200": false, "100.127.255.255": false, "192.0.0.192": false,
		"198.18.0.1": false, "198.51.100.7": false, "203.0.113.9": false, "224.0.0.1": false, "240.0.0.1": false, "255.255.255.255": false, "168.63.129.16": false,
		"::": false, "::1": false, "fe80::1": false, "fe80::1%eth0": false, "fc00::1": false, "fd00:ec2::254": false, "ff02::1": false, "fec0::1": false,
		"::ffff:127.0.0.1": false, "::ffff:10.0.0.1": false, "::ffff:169.254.169.254": false, "::127.0.0.1": false,
		"64:ff9b::7f00:1": false, "64:ff9b::a9fe:a9fe": false, "64:ff9b:1::1": false, "2002:7f00:1::": false, "2001::1": false, "2001:db8::1": false, "100::1": false,
	} {
		assert.Equal(t, public, isPublic(netip.MustParseAddr(address)), address)
	}
	assert.False(t, isPublic(netip.Addr{}))
}

func TestAddressesOfWebhooks(t *testing.T) {
	usual, testing := Reach{}, Reach{Loopback: true}
	for address, named := range map[string][2]bool{
		"https://bank.example/hooks?a=b":      {true, true},
		"https://bank.example:8443/":          {true, true},
		"https://1.1.1.1/":                    {true, true},
		"http://bank.example/":                {},
		"http://127.0.0.1:9/":                 {false, true},
		"http://localhost:9/":                 {false, true},
		"http://[::1]:9/":                     {false, true},
		"https://127.0.0.1/":                  {false, true},
		"https://10.0.0.1/":                   {},
		"https://[fd00::1]/":                  {},
		"https://[::ffff:169.254.169.254]/":   {},
		"http://localhost.bank.example/":      {},
		"https://user:secret@bank.example/":   {},
		"https://bank.example/#part":          {},
		"https://":                            {},
		"https:///path":                       {},
		"https://:443/":                       {},
		"https:bank.example":                  {},
		"ftp://bank.example/":                 {},
		"gopher://bank.example/":              {},
		"https://bank.example/\r\nHost: evil": {},
		"https://bank.example/ä":              {},
		"https://bank.example/" + string(make([]byte, longestURL)): {},
		"": {},
	} {
		assert.Equal(t, named, [2]bool{usual.Names(address), testing.Names(address)}, address)
	}
}

// resolver answers every question for a name with the next of its addresses, and goes
// on with the last one.
func resolver(t *testing.T, addresses ...string) *net.Resolver {
	server, err := net.ListenPacket("udp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { server.Close() })
	go func() {
		asked := 0
		for text := make([]byte, 512); ; {
			n, from, err := server.ReadFrom(text)
			if err != nil {
				return
			}
			var question dnsmessage.Message
			if question.Unpack(text[:n]) != nil {
				continue
			}
			answer := dnsmessage.Message{Header: dnsmessage.Header{ID: question.ID, Response: true, Authoritative: true}, Questions: question.Questions}
			if question.Questions[0].Type == dnsmessage.TypeA {
				ip := netip.MustParseAddr(addresses[min(asked, len(addresses)-1)]).As4()
				asked++
				answer.Answers = []dnsmessage.Resource{{
					Header: dnsmessage.ResourceHeader{Name: question.Questions[0].Name, Class: dnsmessage.ClassINET},
					Body:   &dnsmessage.AResource{A: ip},
				}}
			}
			packed, err := answer.Pack()
			if err == nil {
				_, _ = server.WriteTo(packed, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", server.LocalAddr().String())
	}}
}

// A name that was public when it was looked at, and means this machine when it is
// connected to, is refused then: nothing reaches the machine.
func TestRebindingIsRefused(t *testing.T) {
	var reached atomic.Bool
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached.Store(true) }))
	defer server.Close()
	_, port, err := net.SplitHostPort(server.Listener.Addr().String())
	require.NoError(t, err)
	rebound := resolver(t, "1.1.1.1", "127.0.0.1")
	first, err := rebound.LookupHost(t.Context(), "bank.example.")
	require.NoError(t, err)
	require.Equal(t, []string{"1.1.1.1"}, first)

	usual := Reach{resolver: rebound}
	_, err = usual.Client().Post("http://bank.example.:"+port, "application/json", nil)
	assert.ErrorIs(t, err, errNotPublic)
	assert.False(t, reached.Load())
	testing := Reach{Loopback: true, resolver: rebound}
	answer, err := testing.Client().Post("http://bank.example.:"+port, "application/json", nil)
	require.NoError(t, err, "the same connection where this machine is allowed")
	answer.Body.Close()
	assert.True(t, reached.Load())
}

func TestClientKeepsToTheAddress(t *testing.T) {
	t.Setenv("HTTPS_PROXY", "http://127.0.0.1:1")
	var asked atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
	}))
	defer server.Close()
	reach := Reach{Loopback: true}
	client := reach.Client()
	answer, err := client.Post(server.URL, "application/json", nil)
	require.NoError(t, err)
	answer.Body.Close()
	assert.Equal(t, http.StatusTemporaryRedirect, answer.StatusCode)
	assert.EqualValues(t, 1, asked.Load(), "it goes nowhere else")
	assert.Nil(t, client.Transport.(*http.Transport).Proxy)
	assert.Equal(t, 5*time.Second, client.Timeout)
}
