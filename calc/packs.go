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
	// Every pack, in the order of the alphabet.
	Packs []PackEntry `json:"packs"`
}

// PackEntry says what a pack is for.
type PackEntry struct {
	// The name of the pack, as a request gives it.
	ID policy.PackID `json:"id"`
	// The edition of the pack, a date.
	Version string `json:"version"`
	// The jurisdiction: the code of a country in ISO 3166, or EU, with UK for the United Kingdom.
	Jurisdiction string `json:"jurisdiction"`
	// The product, in English.
	Product string `json:"product"`
	// The product, in Chinese.
	ProductZH string `json:"product_zh"`
	// The first day that the pack answers for.
	From civil.Date `json:"from"`
}

// packs lists the packs.
func packs(*PacksRequest) (PacksAnswer, []wire.Problem) {
	answer := PacksAnswer{Versions: versions("")}
	for _, p := range policy.Packs() {
		answer.Packs = append(answer.Packs, PackEntry{p.ID, p.Version, p.Jurisdiction, p.Product, p.ProductZH, p.From})
	}
	return answer, nil
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
	var found policy.Pack
	var err error
	if request.On == 0 {
		found, err = policy.Whole(request.ID)
	} else {
		found, err = policy.On(request.ID, request.On)
	}
	if err != nil {
		return PackAnswer{}, packOutside("#/on", err)
	}
	return PackAnswer{versions(string(found.ID) + " " + found.Version), found}, nil
}
