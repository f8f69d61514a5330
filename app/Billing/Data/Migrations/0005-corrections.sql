-- What needs no payment any more: credits that were used and credit notes that were written before it was paid.
ALTER TABLE invoice ADD COLUMN credited_micros BIGINT NOT NULL DEFAULT 0 CHECK (credited_micros >= 0);

-- What is looked for again and again is a small part of what is kept for ever.
CREATE INDEX period_rated ON period (start_hour, sid) WHERE state = 'rated';
CREATE INDEX invoice_open ON invoice (issued, id) WHERE state IN ('issued', 'pending', 'overdue');
CREATE INDEX invoice_open_sid ON invoice (sid) WHERE state IN ('issued', 'pending', 'overdue');
CREATE INDEX charge_open ON charge (started, id) WHERE state IN ('started', 'unknown', 'pending');
CREATE INDEX webhook_new ON webhook (received, event) WHERE state = 'new';
CREATE INDEX payment_method_account ON payment_method (account);
CREATE INDEX subscription_account ON subscription (account);

CREATE TABLE credit_note_number (year BIGINT PRIMARY KEY, next BIGINT NOT NULL);

-- An invoice is never edited: what was wrong is taken back by a document of its own.
CREATE TABLE credit_note (
  id TEXT PRIMARY KEY, number TEXT NOT NULL UNIQUE, invoice TEXT NOT NULL REFERENCES invoice (id), currency TEXT NOT NULL, exponent BIGINT NOT NULL,
  net_micros BIGINT NOT NULL, tax_micros BIGINT NOT NULL, total_micros BIGINT NOT NULL CHECK (total_micros > 0),
  reason TEXT NOT NULL, actor TEXT NOT NULL, issued BIGINT NOT NULL, document TEXT NOT NULL, document_sha256 TEXT NOT NULL);
CREATE INDEX credit_note_invoice ON credit_note (invoice);

-- Money that goes back. The id and the attempt are the idempotency key.
CREATE TABLE refund (
  id TEXT PRIMARY KEY, credit_note TEXT NOT NULL UNIQUE REFERENCES credit_note (id), charge TEXT NOT NULL REFERENCES charge (id),
  amount_micros BIGINT NOT NULL CHECK (amount_micros > 0), attempt BIGINT NOT NULL, started BIGINT NOT NULL, asked BIGINT, settled BIGINT,
  state TEXT NOT NULL CHECK (state IN ('started', 'unknown', 'pending', 'done', 'refused')), provider_refund TEXT UNIQUE, issue TEXT);
CREATE INDEX refund_charge ON refund (charge);
CREATE INDEX refund_open ON refund (started, id) WHERE state IN ('started', 'unknown', 'pending');

-- Money that the provider took back: a chargeback, a dispute that was lost.
CREATE TABLE reversal (
  charge TEXT PRIMARY KEY REFERENCES charge (id), provider_reversal TEXT UNIQUE, amount_micros BIGINT NOT NULL CHECK (amount_micros > 0), source TEXT NOT NULL, at BIGINT NOT NULL);

CREATE TABLE dispute (
  provider TEXT NOT NULL, id TEXT NOT NULL, charge TEXT NOT NULL REFERENCES charge (id), amount_micros BIGINT NOT NULL, reason TEXT, opened BIGINT NOT NULL, updated BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'won', 'lost')), PRIMARY KEY (provider, id));

CREATE TABLE credit_grant (
  id TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES account (id), currency TEXT NOT NULL, amount_micros BIGINT NOT NULL CHECK (amount_micros > 0),
  expires BIGINT, reason TEXT NOT NULL, actor TEXT NOT NULL, granted BIGINT NOT NULL);
CREATE INDEX credit_grant_account ON credit_grant (account);
CREATE TABLE credit_use (
  credit_grant TEXT NOT NULL REFERENCES credit_grant (id), invoice TEXT NOT NULL REFERENCES invoice (id), amount_micros BIGINT NOT NULL CHECK (amount_micros > 0),
  at BIGINT NOT NULL, PRIMARY KEY (credit_grant, invoice));

-- Corrections of what was counted; period_start says with which period they are billed.
CREATE TABLE usage_adjustment (
  id TEXT PRIMARY KEY, sid TEXT NOT NULL REFERENCES subscription (sid), hour BIGINT NOT NULL,
  calls BIGINT NOT NULL, row_count BIGINT NOT NULL, compute_us BIGINT NOT NULL, tokens_in BIGINT NOT NULL, tokens_out BIGINT NOT NULL,
  reason TEXT NOT NULL, actor TEXT NOT NULL, at BIGINT NOT NULL, period_start BIGINT);
CREATE INDEX usage_adjustment_sid ON usage_adjustment (sid, hour);

-- Who did what; each row's hash goes over the one before it.
CREATE TABLE audit (
  n BIGINT PRIMARY KEY, at BIGINT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL, sha256 TEXT NOT NULL);

-- What the provider says it moved, by day, and the days that were asked for.
CREATE TABLE provider_movement (
  provider TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('capture', 'refund', 'reversal')), day TEXT NOT NULL, at BIGINT NOT NULL,
  amount_micros BIGINT NOT NULL, currency TEXT NOT NULL, invoice TEXT, PRIMARY KEY (provider, id));
CREATE TABLE reconciliation (provider TEXT NOT NULL, day TEXT NOT NULL, until BIGINT NOT NULL, at BIGINT NOT NULL, movements BIGINT NOT NULL, PRIMARY KEY (provider, day));

-- What the gateway counted, where it is asked.
CREATE TABLE gateway_count (sid TEXT NOT NULL, day TEXT NOT NULL, n BIGINT NOT NULL, calls BIGINT NOT NULL CHECK (calls >= 0), PRIMARY KEY (sid, day));

CREATE TABLE verification (day TEXT PRIMARY KEY, at BIGINT NOT NULL, violations BIGINT NOT NULL, report TEXT NOT NULL);

-- The latest time at which anything was done: a clock that goes back is noticed.
CREATE TABLE clock (name TEXT PRIMARY KEY, latest BIGINT NOT NULL);

-- Which state may follow which; anything else is refused by the database.
CREATE TABLE state_move (kind TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, PRIMARY KEY (kind, before, after));
INSERT INTO state_move (kind, before, after) VALUES
  ('invoice', 'issued', 'pending'), ('invoice', 'issued', 'paid'), ('invoice', 'issued', 'overdue'), ('invoice', 'issued', 'void'),
  ('invoice', 'pending', 'issued'), ('invoice', 'pending', 'overdue'), ('invoice', 'pending', 'paid'),
  ('invoice', 'overdue', 'pending'), ('invoice', 'overdue', 'paid'), ('invoice', 'overdue', 'void'), ('invoice', 'overdue', 'uncollectible'),
  ('invoice', 'paid', 'uncollectible'),
  ('charge', 'started', 'unknown'), ('charge', 'started', 'pending'), ('charge', 'started', 'captured'), ('charge', 'started', 'declined'),
  ('charge', 'started', 'quarantined'), ('charge', 'started', 'abandoned'),
  ('charge', 'unknown', 'pending'), ('charge', 'unknown', 'captured'), ('charge', 'unknown', 'declined'), ('charge', 'unknown', 'quarantined'),
  ('charge', 'unknown', 'abandoned'), ('charge', 'pending', 'captured'), ('charge', 'pending', 'declined'), ('charge', 'pending', 'quarantined'),
  ('charge', 'pending', 'abandoned'), ('charge', 'abandoned', 'captured'), ('charge', 'declined', 'captured'), ('charge', 'quarantined', 'captured'),
  ('charge', 'quarantined', 'abandoned'),
  ('refund', 'started', 'unknown'), ('refund', 'started', 'pending'), ('refund', 'started', 'done'), ('refund', 'started', 'refused'),
  ('refund', 'unknown', 'pending'), ('refund', 'unknown', 'done'), ('refund', 'unknown', 'refused'), ('refund', 'pending', 'done'),
  ('refund', 'pending', 'refused'), ('refund', 'refused', 'started'), ('refund', 'refused', 'done'),
  ('period', 'rated', 'invoiced'),
  ('webhook', 'new', 'applied'), ('webhook', 'new', 'ignored'), ('webhook', 'new', 'quarantined'), ('webhook', 'quarantined', 'new'),
  ('usage_log', 'open', 'closed'), ('usage_log', 'open', 'abandoned'), ('usage_log', 'open', 'broken'), ('usage_log', 'abandoned', 'open'),
  ('usage_log', 'abandoned', 'closed'), ('usage_log', 'abandoned', 'broken'), ('usage_log', 'broken', 'open'), ('usage_log', 'closed', 'broken');
