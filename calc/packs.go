package calc

import (
	"parley/calc/civil"
	"parley/calc/policy"
	"parley/calc/wire"
)

// PacksRequest asks which packs there are.
type PacksRequest struct{}

// PacksAnswer lists the packs.
type PacksAnswer struct {
	// What computed the answer.
	Versions Versions `json:"versions"`
	// Every pack without its rules, in the order of the alphabet.
	Packs []policy.Pack `json:"packs"`
}

// packs lists the packs.
func packs(*PacksRequest) (PacksAnswer, []wire.Problem) {
	return PacksAnswer{versions(""), policy.Packs()}, nil
}

// PackRequest asks for one pack.
type PackRequest struct {
	// Which pack.
	ID policy.PackID `json:"id"`
	// Only the values that hold on this day; the whole history when left out.
	On civil.Date `json:"on,omitempty"`
}

// PackAnswer is one pack.
type PackAnswer struct {
	// What computed the answer.
	Versions Versions `json:"versions"`
	// The pack.
	Pack policy.Pack `json:"pack"`
}

// pack returns one pack, whole or as it holds on a day.
func pack(request *PackRequest) (PackAnswer, []wire.Problem) {
	found, err := policy.Read(request.ID, request.On)
	if err != nil {
		return PackAnswer{}, packOutside("#/on", err)
	}
	return PackAnswer{versions(string(found.ID) + " " + found.Version), found}, nil
}
