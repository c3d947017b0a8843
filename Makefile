# make run    builds everything and serves the page and the API
# make test   installs what the tests need and proves everything

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.PHONY: run test check build bench golden generate soak clean tools page engine-tests server-tests wasm-tests page-tests

# Wasm tests run in Node. Its Go loader takes 12 KB of arguments and environment
# together, which a CI's environment alone may exceed: so it gets only PATH.
in_node = GOOS=js GOARCH=wasm go test -exec="env -i 'PATH=$$PATH' '$$(go env GOROOT)/lib/wasm/go_js_wasm_exec'"

# The race detector needs a C compiler; Go says whether it found one.
race = $$([ "$$(go env CGO_ENABLED)" = 1 ] && echo -race)

# How long each fuzz target runs: in make check the four of the list, in make soak all.
FUZZ ?= 60s
SOAK ?= 10m
fuzzed = wire:FuzzSyntax ledger:FuzzAssess repay:FuzzSchedule policy/generate:FuzzReadPack

run: page
	go build -trimpath -o .build/parley ./server
	exec .build/parley

# Two lines at a time: some tests compute, others wait for the disk. A browser has the machine to itself.
test: check page
	$(MAKE) --no-print-directory -j 2 server-tests engine-tests wasm-tests
	$(MAKE) --no-print-directory page-tests

check: web/node_modules tools
	unformatted=$$(gofmt -l calc wasm server web/*.go); [ -z "$$unformatted" ] || { echo "run gofmt on $$unformatted"; exit 1; }
	go vet ./...
	GOOS=js GOARCH=wasm go vet ./calc/... ./wasm # go vet ./... passes over wasm without a word
	# Imports, exactness and the top level. Not from the cache: it cannot know what go list will say.
	go test -count=1 -run 'TestImports|TestEngine|TestTopLevel' ./calc
	cd calc/civil && go run ./generate -check
	cd calc/policy && go run ./generate -check
	go run ./calc/wire/generate -check
	npm --prefix web run --silent check
	# The reader, the ledger, the schedule and the loader of packs, two at a time with a worker each.
	printf '%s\n' $(fuzzed) | xargs -P 2 -I {} bash -c 'target={}; .ci/fuzz "./calc/$${target%:*}" "$${target#*:}" $(FUZZ) -parallel 1'

engine-tests:
	go test -shuffle=on ./calc/... ./wasm

server-tests:
	# Only the server has more than one thread. In full, what takes long goes without the race detector.
	export PARLEY_POSTGRES="$$(.ci/tools postgres)"; \
		go test -shuffle=on -short $(race) ./server/... ./web; \
		go test -shuffle=on -timeout 30m -run 'Kill|Resent|Failing|Torn' ./server/store ./server/portfolio
	go test -run TestContractHolds ./server # one request after the other

wasm-tests:
	$(in_node) -short ./calc/...

page-tests: web/node_modules
	npm --prefix web test --silent
	PARLEY_CHROMIUM="$$(.ci/tools chromium)" PARLEY_PDFTOTEXT="$$(.ci/tools pdftotext)" npm --prefix web run --silent test:built

build: page
	go build -trimpath -o .build/parley ./server
	node wasm/sizes/report.mjs

page: web/node_modules tools
	node web/build.mjs

# npm writes this file last; the lock file decides whether it is due again.
web/node_modules: web/node_modules/.package-lock.json
web/node_modules/.package-lock.json: web/package-lock.json | tools
	npm --prefix web ci --no-audit --no-fund
	touch $@

tools:
	.ci/tools

# Ratios are the facts; times depend on the machine. Under load the server has the
# first core to itself and those who ask it the second, where taskset can be had.
# The last lines time the page on a slow phone and line.
bench: page
	go test -run '^$$' -bench . ./calc/... ./server/... -skip 'Load|Siege'
	go test -c -o .build/server.test ./server
	cd server && $$(command -v taskset >/dev/null && echo taskset -c 1) ../.build/server.test -test.run '^$$' -test.bench 'Load|Siege'
	$(in_node) -run '^$$' -bench . ./calc/...
	PARLEY_CHROMIUM="$$(.ci/tools chromium)" node wasm/bench/negotiate.mjs
	PARLEY_CHROMIUM="$$(.ci/tools chromium)" npm --prefix web run --silent bench

golden:
	go test -count=1 -run TestCases ./calc -update

generate:
	cd calc/civil && go run ./generate
	cd calc/policy && go run ./generate
	go run ./calc/wire/generate

# Every fuzz target for $(SOAK); what they find becomes a seed in testdata. Then a
# thousand kills on each store.
soak:
	for package in $$(go list ./calc/... ./server/...); do \
		for target in $$(go test -run '^$$' -list '^Fuzz' $$package | grep '^Fuzz' || true); do \
			.ci/fuzz $$package $$target $(SOAK); \
		done; \
	done
	PARLEY_POSTGRES="$$(.ci/tools postgres)" PARLEY_KILLS=1000 go test -run Kill -timeout 2h ./server/store ./server/portfolio

clean:
	rm -rf .build wasm/npm/dist
	find web/dist -mindepth 1 ! -name .gitkeep -delete
