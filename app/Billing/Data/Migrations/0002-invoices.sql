CREATE TABLE plan_version (
  plan TEXT NOT NULL, version BIGINT NOT NULL, currency TEXT NOT NULL, fixed_micros BIGINT NOT NULL, effective BIGINT NOT NULL, document TEXT NOT NULL,
  PRIMARY KEY (plan, version));

CREATE TABLE price_index (name TEXT NOT NULL, month TEXT NOT NULL, value_ppm BIGINT NOT NULL CHECK (value_ppm >= 0), source TEXT NOT NULL, PRIMARY KEY (name, month));

CREATE TABLE account (
  id TEXT PRIMARY KEY, issuer TEXT NOT NULL, subject TEXT NOT NULL, email TEXT NOT NULL, name TEXT NOT NULL, country TEXT NOT NULL, currency TEXT NOT NULL,
  tax_rate_ppm BIGINT NOT NULL CHECK (tax_rate_ppm BETWEEN 0 AND 1000000), state TEXT NOT NULL CHECK (state IN ('active', 'closed')),
  UNIQUE (issuer, subject));

CREATE TABLE subscription (
  sid TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES account (id), name TEXT NOT NULL, anchor BIGINT NOT NULL, ended BIGINT,
  state TEXT NOT NULL CHECK (state IN ('pending', 'active', 'past_due', 'suspended', 'cancelled')));

CREATE TABLE phase (
  sid TEXT NOT NULL REFERENCES subscription (sid), from_hour BIGINT NOT NULL, plan TEXT NOT NULL, version BIGINT NOT NULL, reason TEXT NOT NULL, actor TEXT NOT NULL,
  PRIMARY KEY (sid, from_hour), FOREIGN KEY (plan, version) REFERENCES plan_version (plan, version));

CREATE TABLE period (
  sid TEXT NOT NULL REFERENCES subscription (sid), start_hour BIGINT NOT NULL, end_hour BIGINT NOT NULL CHECK (end_hour > start_hour),
  state TEXT NOT NULL CHECK (state IN ('rated', 'invoiced')), snapshot TEXT NOT NULL, snapshot_sha256 TEXT NOT NULL, rated_at BIGINT NOT NULL,
  PRIMARY KEY (sid, start_hour));

-- The next invoice number of a year, handed out in the transaction that writes the invoice: no number is lost.
CREATE TABLE invoice_number (year BIGINT PRIMARY KEY, next BIGINT NOT NULL);

CREATE TABLE invoice (
  id TEXT PRIMARY KEY, number TEXT NOT NULL UNIQUE, sid TEXT NOT NULL REFERENCES subscription (sid), period_start BIGINT NOT NULL, currency TEXT NOT NULL,
  exponent BIGINT NOT NULL, net_micros BIGINT NOT NULL, tax_micros BIGINT NOT NULL, total_micros BIGINT NOT NULL,
  carried_in_pico BIGINT NOT NULL, carried_out_pico BIGINT NOT NULL, issued BIGINT NOT NULL, due BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('issued', 'pending', 'paid', 'overdue', 'uncollectible', 'void')),
  document TEXT NOT NULL, document_sha256 TEXT NOT NULL, UNIQUE (sid, period_start));

CREATE TABLE invoice_line (
  invoice TEXT NOT NULL REFERENCES invoice (id), n BIGINT NOT NULL, item TEXT NOT NULL, plan TEXT NOT NULL, version BIGINT NOT NULL, quantity BIGINT NOT NULL,
  included BIGINT NOT NULL, price_pico BIGINT, index_ppm BIGINT NOT NULL, amount_micros BIGINT NOT NULL, exact_pico TEXT NOT NULL,
  from_hour BIGINT NOT NULL, to_hour BIGINT NOT NULL, PRIMARY KEY (invoice, n));

-- Double entry: the amounts of an entry sum to 0. Nothing is edited or deleted; what was wrong is written back.
CREATE TABLE ledger (
  entry TEXT NOT NULL, n BIGINT NOT NULL, at BIGINT NOT NULL, account_code TEXT NOT NULL, sid TEXT NOT NULL, currency TEXT NOT NULL,
  amount_micros BIGINT NOT NULL, kind TEXT NOT NULL, ref TEXT NOT NULL, PRIMARY KEY (entry, n));
CREATE INDEX ledger_sid ON ledger (sid, account_code);

-- Subscriptions that cannot be rated until somebody has looked.
CREATE TABLE rating_fault (sid TEXT PRIMARY KEY REFERENCES subscription (sid), reason TEXT NOT NULL, at BIGINT NOT NULL);
