package main

import (
	_ "embed"
	"net/http"
	"strings"
	"sync"

	"github.com/gin-gonic/gin"

	"parley/calc"
)

// schema describes every request, answer and limit; it is generated from the
// same structs as the reader.
//
//go:embed schema.json
var schema []byte

// routes is every address that the server answers at. There is no catch-all: a
// file of the page is a route of its own, so that nothing else can be reached.
func (s *service) routes() *gin.Engine {
	gin.SetMode(gin.ReleaseMode)
	router := gin.New()
	// One address, one spelling: no redirects, and an encoded slash is not a slash.
	router.RedirectTrailingSlash = false
	router.UseRawPath = true
	router.HandleMethodNotAllowed = true
	// Nobody's word is taken for who a client is, except that of the proxies that the
	// operator names; those were checked when the settings were read.
	_ = router.SetTrustedProxies(s.proxies)
	router.RemoteIPHeaders = []string{"X-Forwarded-For"}
	if s.traces != nil {
		router.Use(s.traces.follow)
	}
	router.Use(identify, s.record, recoverWith(s.log), harden, s.openToOrigins, s.permit)

	router.NoRoute(nothingHere)
	router.NoMethod(func(c *gin.Context) { refuse(c, methodNotAllowed) })
	router.GET("/healthz", func(c *gin.Context) {
		c.Data(http.StatusOK, "application/json", []byte(`{"status":"ok"}`))
	})
	router.GET("/v1/schema.json", func(c *gin.Context) { sendKept(c, "application/schema+json", schema) })
	explain(router)
	for _, read := range []string{http.MethodGet, http.MethodHead} {
		router.Handle(read, "/v1/packs", listPacks)
		router.Handle(read, "/v1/packs/:id", showPack)
	}
	for _, op := range calc.Operations {
		answer := s.calculate(op)
		router.POST("/v1/"+op, answer)
		router.Handle("QUERY", "/v1/"+op, answer) // RFC 10008: safe to send again
	}
	router.POST("/v1/batch", s.answerBatch)
	s.negotiations(router)
	s.addPortfolios(router)
	s.signedOffers(router)
	for _, f := range s.page {
		router.GET(f.path, f.send)
		router.HEAD(f.path, f.send)
	}
	return router
}

// explain adds the addresses that say what the others do.
func explain(router *gin.Engine) {
	for path, answer := range explanations() {
		router.GET(path, answer)
	}
}

// explanations are made from what this program was built with, once.
var explanations = sync.OnceValue(func() map[string]gin.HandlerFunc {
	contract := readContract()
	problems := allProblems(contract)
	return map[string]gin.HandlerFunc{
		"/openapi.json":      sendContract("3.1"),
		"/openapi-3.2.json":  sendContract("3.2"),
		"/docs":              showDocs(contract),
		"/docs/:operation":   showOperation(contract),
		"/v1/limits":         listLimits(),
		"/v1/problems":       listProblems(problems),
		"/v1/problems/:code": showProblem(problems),
		"/v1/conformance":    streamConformance(),
	}
})

// nothingHere answers where no route is. Of an operation that does not exist, the
// engine itself says which ones do.
func nothingHere(c *gin.Context) {
	if op, is := strings.CutPrefix(c.Request.URL.EscapedPath(), "/v1/"); is {
		refuseWith(c, notFound, calc.Do(op, nil).Body)
		return
	}
	refuse(c, notFound)
}
