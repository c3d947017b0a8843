-- Read by SQLite and PostgreSQL alike: only text and whole numbers.
CREATE TABLE IF NOT EXISTS portfolios (
	tenant    TEXT   NOT NULL, -- whose it is; part of every query
	id        TEXT   NOT NULL PRIMARY KEY, -- never guessed; names the directory of its files
	opened    TEXT   NOT NULL, -- the instant at which all of its rows were on the disk
	terms     TEXT   NOT NULL,
	accounts  BIGINT NOT NULL,
	input     TEXT   NOT NULL, -- the hash of the file as it was sent
	cancelled TEXT   NOT NULL  -- the instant, or empty
);
CREATE UNIQUE INDEX IF NOT EXISTS portfolios_by_opening ON portfolios (tenant, opened, id);

CREATE TABLE IF NOT EXISTS portfolio_chunks (
	portfolio  TEXT   NOT NULL,
	chunk      BIGINT NOT NULL, -- counted from 1
	first_line BIGINT NOT NULL, -- of the file as it was sent
	last_line  BIGINT NOT NULL,
	accounts   BIGINT NOT NULL,
	input      TEXT   NOT NULL, -- the hash of its rows
	state      TEXT   NOT NULL, -- waiting, done or failed
	output     TEXT   NOT NULL, -- the hash of its results, when done
	ok         BIGINT NOT NULL,
	failed     BIGINT NOT NULL,
	agreements BIGINT NOT NULL,
	engine     TEXT   NOT NULL, -- what computed it
	packs      TEXT   NOT NULL, -- the packs that its answers stand on, parted by commas
	trouble    TEXT   NOT NULL, -- why it is not done, when it should be
	PRIMARY KEY (portfolio, chunk)
);

CREATE TABLE IF NOT EXISTS portfolio_keys (
	tenant    TEXT NOT NULL,
	key       TEXT NOT NULL, -- the Idempotency-Key
	used      TEXT NOT NULL, -- the instant of its first use
	request   TEXT NOT NULL, -- the hash of what came with it
	portfolio TEXT NOT NULL, -- what it was answered
	PRIMARY KEY (tenant, key)
);
