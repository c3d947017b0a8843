-- Read by SQLite and PostgreSQL alike: only text and whole numbers.
CREATE TABLE negotiations (
	tenant   TEXT   NOT NULL, -- whose it is; part of every key and every query
	id       TEXT   NOT NULL,
	opened   TEXT   NOT NULL, -- the instant of the first event
	revision BIGINT NOT NULL, -- the sequence of the last event
	hash     TEXT   NOT NULL, -- the hash of the last event
	record   TEXT   NOT NULL, -- what the engine answered last; Replay computes it again
	PRIMARY KEY (tenant, id)
);
CREATE UNIQUE INDEX negotiations_by_opening ON negotiations (tenant, opened, id);

CREATE TABLE events (
	tenant      TEXT   NOT NULL,
	negotiation TEXT   NOT NULL,
	sequence    BIGINT NOT NULL,
	hash        TEXT   NOT NULL,
	line        TEXT   NOT NULL,
	PRIMARY KEY (tenant, negotiation, sequence)
);

CREATE TABLE words (
	tenant      TEXT   NOT NULL,
	negotiation TEXT   NOT NULL,
	sequence    BIGINT NOT NULL,
	field       TEXT   NOT NULL,
	said        TEXT   NOT NULL, -- the instant of the event
	salt        TEXT   NOT NULL,
	text        TEXT   NOT NULL,
	erased      TEXT   NOT NULL, -- the instant of the erasure, or empty
	PRIMARY KEY (tenant, negotiation, sequence, field)
);

CREATE TABLE keys (
	tenant  TEXT   NOT NULL,
	route   TEXT   NOT NULL,
	key     TEXT   NOT NULL, -- the Idempotency-Key
	used    TEXT   NOT NULL, -- the instant of its first use
	request TEXT   NOT NULL, -- the hash of the body that came with it
	status  BIGINT NOT NULL,
	answer  TEXT   NOT NULL,
	PRIMARY KEY (tenant, route, key)
);
CREATE INDEX keys_by_use ON keys (used);
