-- A sum beyond a whole number of 64 bits would go on as a floating-point one, and silently: PostgreSQL refuses it by itself.
CREATE TRIGGER usage_total_whole_insert BEFORE INSERT ON usage_total
  WHEN typeof(NEW.calls) <> 'integer' OR typeof(NEW.row_count) <> 'integer' OR typeof(NEW.compute_us) <> 'integer' OR typeof(NEW.tokens_in) <> 'integer' OR typeof(NEW.tokens_out) <> 'integer' OR typeof(NEW.bytes_in) <> 'integer' OR typeof(NEW.bytes_out) <> 'integer'
  BEGIN SELECT RAISE(ABORT, 'what is counted is a whole number below 2^63'); END;
CREATE TRIGGER usage_total_whole_update BEFORE UPDATE ON usage_total
  WHEN typeof(NEW.calls) <> 'integer' OR typeof(NEW.row_count) <> 'integer' OR typeof(NEW.compute_us) <> 'integer' OR typeof(NEW.tokens_in) <> 'integer' OR typeof(NEW.tokens_out) <> 'integer' OR typeof(NEW.bytes_in) <> 'integer' OR typeof(NEW.bytes_out) <> 'integer'
  BEGIN SELECT RAISE(ABORT, 'what is counted is a whole number below 2^63'); END;
CREATE TRIGGER usage_late_whole_insert BEFORE INSERT ON usage_late
  WHEN typeof(NEW.calls) <> 'integer' OR typeof(NEW.row_count) <> 'integer' OR typeof(NEW.compute_us) <> 'integer' OR typeof(NEW.tokens_in) <> 'integer' OR typeof(NEW.tokens_out) <> 'integer'
  BEGIN SELECT RAISE(ABORT, 'what is counted is a whole number below 2^63'); END;
CREATE TRIGGER usage_late_whole_update BEFORE UPDATE ON usage_late
  WHEN typeof(NEW.calls) <> 'integer' OR typeof(NEW.row_count) <> 'integer' OR typeof(NEW.compute_us) <> 'integer' OR typeof(NEW.tokens_in) <> 'integer' OR typeof(NEW.tokens_out) <> 'integer'
  BEGIN SELECT RAISE(ABORT, 'what is counted is a whole number below 2^63'); END;
