package wire

// Code names one kind of problem. Codes are promises: none is renamed or given
// another meaning.
type Code string

const (
	// DocumentSize refuses a document longer than 256 KiB, unread.
	DocumentSize Code = "document_size"
	// JSONSyntax is text that is not JSON; reading stops there.
	JSONSyntax Code = "json_syntax"
	// JSONDepth is nesting deeper than 32 levels; reading stops there.
	JSONDepth Code = "json_depth"
	// JSONEncoding is text that is not well formed Unicode in UTF-8: bad bytes, half a surrogate pair, a byte order mark.
	JSONEncoding Code = "json_encoding"
	// JSONControl is a control character in a text that is not written as an escape.
	JSONControl Code = "json_control"
	// JSONTrailing is anything after the end of the document.
	JSONTrailing Code = "json_trailing"
	// JSONUnknownKey is a key that the object does not have. Keys are compared with exact case.
	JSONUnknownKey Code = "json_unknown_key"
	// JSONDuplicateKey is a key given twice, however it is spelled.
	JSONDuplicateKey Code = "json_duplicate_key"
	// MissingKey is a required key that is not given.
	MissingKey Code = "missing_key"
	// WrongType is a JSON value of another type than the one that is read here.
	WrongType Code = "wrong_type"
	// NullValue is null; a key without a value is left out.
	NullValue Code = "null_value"
	// TextLength is text that is empty or longer than allowed, counted in characters.
	TextLength Code = "text_length"
	// TextCharacter is a control character, or one that turns the direction of writing, in a text that people read.
	TextCharacter Code = "text_character"
	// NumberGrammar is a number that is not written as digits with a point where needed.
	NumberGrammar Code = "number_grammar"
	// NumberLength is a number of more than 24 characters, unread.
	NumberLength Code = "number_length"
	// NumberPrecision is a rate or a share with more than 10 decimals.
	NumberPrecision Code = "number_precision"
	// AmountPrecision is money with more decimals than the currency has.
	AmountPrecision Code = "amount_precision"
	// NumberRange is a number below or above what is allowed.
	NumberRange Code = "number_range"
	// NotOneOf is a word that is not among those allowed.
	NotOneOf Code = "not_one_of"
	// TooManyItems is a list that is longer than allowed.
	TooManyItems Code = "too_many_items"
	// TooFewItems is a list that is shorter than allowed.
	TooFewItems Code = "too_few_items"
)

// Problem is one reason why a document is refused.
type Problem struct {
	// What kind of problem it is.
	Code Code `json:"code"`
	// Where it is, as a JSON pointer in URI fragment form (RFC 6901): "#/waivers/1/amount". "#" is the document.
	Pointer string `json:"pointer"`
	// One sentence in English that says what is wrong. It never repeats the document.
	Detail string `json:"detail"`
	// A value that would be accepted, the nearest one where that is known; for words, all of them.
	Allowed string `json:"allowed,omitempty"`
}

// MaxProblems is how many problems an answer lists: the first ones of the
// document. More than a screen of them help nobody, and the bound keeps the
// answer to a hostile document small.
const MaxProblems = 64

// Malformed tells whether the text is no single well formed JSON document within
// the limits. A document that has problems without it was read whole.
func Malformed(problems []Problem) bool {
	for i := range problems {
		switch problems[i].Code {
		case DocumentSize, JSONSyntax, JSONDepth, JSONEncoding, JSONControl, JSONTrailing:
			return true
		}
	}
	return false
}

// AppendProblems appends the document {"problems":[…]}.
func AppendProblems(text []byte, problems []Problem) []byte {
	w := Writer{text: append(text, `{"problems":[`...)}
	for i := range problems {
		p := &problems[i]
		if i > 0 {
			w.Raw(",")
		}
		w.String(`{"code":`, string(p.Code))
		w.String(`,"pointer":`, p.Pointer)
		w.String(`,"detail":`, p.Detail)
		if p.Allowed != "" {
			w.String(`,"allowed":`, p.Allowed)
		}
		w.Raw("}")
	}
	return append(w.text, "]}"...)
}
