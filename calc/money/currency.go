package money

import "strings"

// Currency is an ISO 4217 code in capitals, for example "CNY". A statement, a
// plan or a request has one currency, checked once at the door; its amounts are
// then bare numbers of minor units.
type Currency string

// The currencies that Parley reads, by the number of digits after the point.
// Source: ISO 4217 list one, active funds and metals left out, and the two
// currencies with four digits (CLF, UYW), which are units of account.
const (
	noMinorDigits    = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
	threeMinorDigits = "BHD IQD JOD KWD LYD OMR TND"
	twoMinorDigits   = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD " +
		"CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD " +
		"HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK " +
		"MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB " +
		"SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD " +
		"UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG"
)

// Digits returns how many digits the currency has after the point: 0, 2 or 3.
// It returns false for a code that Parley does not read.
func (c Currency) Digits() (int, bool) {
	switch {
	case len(c) != 3 || strings.Contains(string(c), " "):
		return 0, false
	case strings.Contains(twoMinorDigits, string(c)):
		return 2, true
	case strings.Contains(noMinorDigits, string(c)):
		return 0, true
	case strings.Contains(threeMinorDigits, string(c)):
		return 3, true
	}
	return 0, false
}
