-- Who is signed in at the console: the hash of what the cookie has, so that nobody signs in with what stands here.
CREATE TABLE console_session (id TEXT PRIMARY KEY, issuer TEXT NOT NULL, subject TEXT NOT NULL, expires BIGINT NOT NULL);
CREATE INDEX console_session_expires ON console_session (expires);
CREATE INDEX console_session_subject ON console_session (issuer, subject);

-- What cookies are encrypted with, for all instances.
CREATE TABLE console_key (name TEXT PRIMARY KEY, document TEXT NOT NULL);

-- Forms that had their effect: sent twice, they have none.
CREATE TABLE console_form (id TEXT PRIMARY KEY, at BIGINT NOT NULL);
CREATE INDEX console_form_at ON console_form (at);

-- Plans that somebody has to approve first.
CREATE TABLE plan_request (
  id TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES account (id), sid TEXT NOT NULL, plan TEXT NOT NULL, at BIGINT NOT NULL, decided BIGINT, actor TEXT,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'approved', 'refused', 'withdrawn')));
CREATE UNIQUE INDEX plan_request_waiting ON plan_request (sid) WHERE state = 'waiting';
CREATE INDEX account_closed ON account (id) WHERE state = 'closed';
