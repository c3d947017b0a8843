// Package offers signs offers and tells genuine ones from others.
//
// An offer travels as a token: a JWS of three parts (RFC 7515), signed with Ed25519
// (RFC 8037) and nothing else. Its header is always
//
//	{"alg":"EdDSA","kid":"…","typ":"parley-offer+jwt"}
//
// spelled like this, so that a token has no say in how it is checked. Anybody can
// check one with the published keys and any library of JWS, without a network and
// without asking us.
//
// A key signs for one partner under one name. The name is published with the key, and
// an offer that says another one is not genuine: no partner can sign as another.
package offers
