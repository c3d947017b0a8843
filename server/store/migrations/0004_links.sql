-- Links by which borrowers come to one negotiation.
CREATE TABLE links (
	id          TEXT NOT NULL PRIMARY KEY, -- the part of the secret that names it
	tenant      TEXT NOT NULL,
	negotiation TEXT NOT NULL,
	hash        TEXT NOT NULL, -- the secret cannot be had back from it
	zone        TEXT NOT NULL, -- whose days count for the borrower
	created     TEXT NOT NULL,
	expires     TEXT NOT NULL, -- the instant from which it no longer works
	revoked     TEXT NOT NULL  -- the instant of its revocation, or empty
);
CREATE INDEX links_by_negotiation ON links (tenant, negotiation, created, id);
