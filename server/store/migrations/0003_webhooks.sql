-- Addresses of a tenant that hear of each of its events.
CREATE TABLE webhooks (
	tenant     TEXT   NOT NULL,
	id         TEXT   NOT NULL,
	url        TEXT   NOT NULL,
	created    TEXT   NOT NULL,
	generation BIGINT NOT NULL, -- which of its keys signs, counted from 1
	rotated    TEXT   NOT NULL, -- since when; empty for the first
	failures   BIGINT NOT NULL, -- how often it failed since it last answered
	rests      TEXT   NOT NULL, -- until when it is left alone, or empty
	PRIMARY KEY (tenant, id)
);

-- What they have not heard yet. A row is written with its event, and goes when it is delivered.
CREATE TABLE deliveries (
	tenant      TEXT   NOT NULL,
	webhook     TEXT   NOT NULL,
	negotiation TEXT   NOT NULL,
	sequence    BIGINT NOT NULL,
	payload     TEXT   NOT NULL,
	created     TEXT   NOT NULL, -- the instant of the event, or of the last asking for it again
	due         TEXT   NOT NULL, -- when it is sent next; empty once it is parked
	attempts    BIGINT NOT NULL,
	outcome     TEXT   NOT NULL, -- what came of the last attempt, in a word
	PRIMARY KEY (tenant, webhook, negotiation, sequence)
);
CREATE INDEX deliveries_by_due ON deliveries (due) WHERE due <> '';
