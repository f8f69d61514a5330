-- What customers are to be told, each once: the id is made of what happened.
CREATE TABLE notice (
  id TEXT PRIMARY KEY, at BIGINT NOT NULL, account TEXT NOT NULL REFERENCES account (id), sid TEXT NOT NULL, kind TEXT NOT NULL, facts TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'kept', 'sent', 'dead')), attempts BIGINT NOT NULL CHECK (attempts >= 0), next BIGINT NOT NULL, done BIGINT, issue TEXT);
CREATE INDEX notice_waiting ON notice (next, id) WHERE state = 'waiting';
CREATE INDEX notice_dead ON notice (at) WHERE state = 'dead';
CREATE INDEX notice_account ON notice (account, at);
INSERT INTO state_move (kind, before, after) VALUES
  ('notice', 'waiting', 'kept'), ('notice', 'waiting', 'sent'), ('notice', 'waiting', 'dead'), ('notice', 'dead', 'waiting'), ('notice', 'kept', 'waiting');
