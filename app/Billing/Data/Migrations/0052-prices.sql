-- When a version became known: no period that had begun before takes it.
ALTER TABLE plan_version ADD COLUMN added BIGINT NOT NULL DEFAULT 0;
