-- What is due is looked up by webhook, so that none waits behind another.
DROP INDEX deliveries_by_due;
CREATE INDEX deliveries_by_webhook ON deliveries (tenant, webhook, due) WHERE due <> '';
