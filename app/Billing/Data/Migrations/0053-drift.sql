-- Which days have been compared with what models were trained on.
CREATE TABLE drift_day (day TEXT PRIMARY KEY, at BIGINT NOT NULL, versions BIGINT NOT NULL);

-- What each statistic says: values and probabilities in millionths of millionths, as nothing here is a float.
CREATE TABLE drift (
  model TEXT NOT NULL, version TEXT NOT NULL, day TEXT NOT NULL, feature TEXT NOT NULL, statistic TEXT NOT NULL, value_e12 BIGINT NOT NULL, p_e12 BIGINT NOT NULL,
  n BIGINT NOT NULL CHECK (n >= 0), level TEXT NOT NULL CHECK (level IN ('none', 'ok', 'warn', 'alert')), PRIMARY KEY (model, version, day, feature, statistic));
CREATE INDEX drift_of_day ON drift (day, level);

-- Both distributions, to be drawn; empty where there is nothing to compare, and a note says why.
CREATE TABLE drift_shape (
  model TEXT NOT NULL, version TEXT NOT NULL, day TEXT NOT NULL, feature TEXT NOT NULL, shape TEXT NOT NULL, PRIMARY KEY (model, version, day, feature));
