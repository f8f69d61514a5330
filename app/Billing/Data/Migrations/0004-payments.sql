CREATE TABLE payment_method (
  id TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES account (id), provider TEXT NOT NULL, setup TEXT, token TEXT, customer TEXT, label TEXT, made BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('approving', 'ready', 'gone')));

-- The id is the idempotency key: whatever happens to a call, it is made again under the same one.
CREATE TABLE charge (
  id TEXT PRIMARY KEY, invoice TEXT NOT NULL REFERENCES invoice (id), attempt BIGINT NOT NULL, provider TEXT NOT NULL,
  method TEXT NOT NULL REFERENCES payment_method (id), amount_micros BIGINT NOT NULL CHECK (amount_micros > 0), currency TEXT NOT NULL, started BIGINT NOT NULL,
  asked BIGINT, searched BIGINT, settled BIGINT,
  state TEXT NOT NULL CHECK (state IN ('started', 'unknown', 'pending', 'captured', 'declined', 'quarantined', 'abandoned')),
  provider_order TEXT, provider_capture TEXT UNIQUE, issue TEXT, debug_id TEXT, UNIQUE (invoice, attempt));
CREATE UNIQUE INDEX charge_one_open ON charge (invoice) WHERE state IN ('started', 'unknown', 'pending', 'captured', 'quarantined');

-- What a provider said, as it said it; the effect is read from the provider again.
CREATE TABLE webhook (
  provider TEXT NOT NULL, event TEXT NOT NULL, type TEXT NOT NULL, resource TEXT NOT NULL, received BIGINT NOT NULL, raw TEXT NOT NULL, verified BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('new', 'applied', 'ignored', 'quarantined')), PRIMARY KEY (provider, event));
