-- How many bytes are kept for a subscription from an hour on, by what keeps them. A row for each change, and the last one holds on.
CREATE TABLE usage_stored (
  sid TEXT NOT NULL REFERENCES subscription (sid), source TEXT NOT NULL, from_hour BIGINT NOT NULL, bytes BIGINT NOT NULL CHECK (bytes >= 0), at BIGINT NOT NULL,
  PRIMARY KEY (sid, source, from_hour));

ALTER TABLE usage_adjustment ADD COLUMN stored_bh BIGINT NOT NULL DEFAULT 0;
