-- As with what is counted, so with its corrections.
CREATE TRIGGER usage_adjustment_whole_insert BEFORE INSERT ON usage_adjustment
  WHEN typeof(NEW.calls) <> 'integer' OR typeof(NEW.row_count) <> 'integer' OR typeof(NEW.compute_us) <> 'integer' OR typeof(NEW.tokens_in) <> 'integer' OR typeof(NEW.tokens_out) <> 'integer' OR typeof(NEW.stored_bh) <> 'integer'
  BEGIN SELECT RAISE(ABORT, 'what is counted is a whole number below 2^63'); END;
CREATE TRIGGER usage_adjustment_whole_update BEFORE UPDATE ON usage_adjustment
  WHEN typeof(NEW.calls) <> 'integer' OR typeof(NEW.row_count) <> 'integer' OR typeof(NEW.compute_us) <> 'integer' OR typeof(NEW.tokens_in) <> 'integer' OR typeof(NEW.tokens_out) <> 'integer' OR typeof(NEW.stored_bh) <> 'integer'
  BEGIN SELECT RAISE(ABORT, 'what is counted is a whole number below 2^63'); END;
