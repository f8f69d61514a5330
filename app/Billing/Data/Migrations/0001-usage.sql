-- Who may write: the holder of the lease with the newest token.
CREATE TABLE lease (name TEXT PRIMARY KEY, token BIGINT NOT NULL, owner TEXT NOT NULL, expires BIGINT NOT NULL);

-- How far each log is read. The identity of an event is its log and its number, so this row is all that tells a repeat.
CREATE TABLE usage_log (
  log TEXT PRIMARY KEY, position BIGINT NOT NULL CHECK (position >= 0), next_s BIGINT NOT NULL CHECK (next_s >= 1), sha256 TEXT NOT NULL,
  opened BIGINT NOT NULL, marked BIGINT NOT NULL, closed BIGINT, seen BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'abandoned', 'broken')), reason TEXT);

CREATE TABLE usage_total (
  sid TEXT NOT NULL, product TEXT NOT NULL, model TEXT NOT NULL, version TEXT NOT NULL, hour BIGINT NOT NULL,
  calls BIGINT NOT NULL CHECK (calls >= 0), row_count BIGINT NOT NULL CHECK (row_count >= 0), compute_us BIGINT NOT NULL CHECK (compute_us >= 0),
  tokens_in BIGINT NOT NULL CHECK (tokens_in >= 0), tokens_out BIGINT NOT NULL CHECK (tokens_out >= 0),
  bytes_in BIGINT NOT NULL CHECK (bytes_in >= 0), bytes_out BIGINT NOT NULL CHECK (bytes_out >= 0),
  PRIMARY KEY (sid, hour, product, model, version));

-- What came after the period of its hour was rated: it goes on the next invoice.
CREATE TABLE usage_late (
  sid TEXT NOT NULL, hour BIGINT NOT NULL, period_start BIGINT,
  calls BIGINT NOT NULL, row_count BIGINT NOT NULL, compute_us BIGINT NOT NULL, tokens_in BIGINT NOT NULL, tokens_out BIGINT NOT NULL,
  log TEXT NOT NULL, position BIGINT NOT NULL,
  PRIMARY KEY (log, position, sid, hour));
CREATE INDEX usage_late_open ON usage_late (sid) WHERE period_start IS NULL;
