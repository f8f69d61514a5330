-- The texts that were shown, each for ever: what somebody consented to can be shown again.
CREATE TABLE consent_text (
  sha256 TEXT PRIMARY KEY, purpose TEXT NOT NULL, version BIGINT NOT NULL, days BIGINT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, kept TEXT NOT NULL,
  added BIGINT NOT NULL, UNIQUE (purpose, version, days));

-- Who let what be collected, and what became of it. Nothing is edited: each row's hash goes over the one before it.
CREATE TABLE consent (
  n BIGINT PRIMARY KEY, at BIGINT NOT NULL, account TEXT NOT NULL REFERENCES account (id), sid TEXT NOT NULL REFERENCES subscription (sid), purpose TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('given', 'withdrawn', 'erasing', 'erased')), text_sha256 TEXT NOT NULL, actor TEXT NOT NULL, cause BIGINT NOT NULL,
  files BIGINT NOT NULL CHECK (files >= 0), bytes BIGINT NOT NULL CHECK (bytes >= 0), previous_sha256 TEXT NOT NULL, sha256 TEXT NOT NULL);
CREATE INDEX consent_sid ON consent (sid, purpose, n);
CREATE INDEX consent_account ON consent (account, n);

-- What is to be erased, by the row of the record that asked for it.
CREATE TABLE erasure (
  id BIGINT PRIMARY KEY REFERENCES consent (n), account TEXT NOT NULL, sid TEXT NOT NULL, purpose TEXT NOT NULL, asked BIGINT NOT NULL, due BIGINT NOT NULL, finished BIGINT,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'done')));
CREATE INDEX erasure_waiting ON erasure (due, id) WHERE state = 'waiting';
INSERT INTO state_move (kind, before, after) VALUES ('erasure', 'waiting', 'done');

-- What an erasure found, written down before it is deleted, so that the count holds whatever is cut off.
CREATE TABLE erasure_file (erasure BIGINT NOT NULL REFERENCES erasure (id), name TEXT NOT NULL, bytes BIGINT NOT NULL, PRIMARY KEY (erasure, name));

-- When the server's file was last written.
CREATE TABLE consent_file (name TEXT PRIMARY KEY, written BIGINT NOT NULL, last_n BIGINT NOT NULL);
