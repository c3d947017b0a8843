-- What time alone brings about next: "missed 2026-12-24", or nothing.
ALTER TABLE negotiations ADD COLUMN lapse TEXT NOT NULL DEFAULT '';
-- The instant from which that can be noted; empty when there is nothing to wait for. Of
-- a negotiation from before this column nobody has asked yet: that is due at once.
ALTER TABLE negotiations ADD COLUMN due TEXT NOT NULL DEFAULT '0';
CREATE INDEX negotiations_by_due ON negotiations (due) WHERE due <> '';
