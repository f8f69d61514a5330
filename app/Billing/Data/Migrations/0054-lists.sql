-- What operators look for among many: where money and messages stand still, and what the month brought.
CREATE INDEX invoice_state ON invoice (state, number);
CREATE INDEX charge_state ON charge (state, id);
CREATE INDEX webhook_state ON webhook (state, provider, event);
CREATE INDEX notice_state ON notice (state, id);
CREATE INDEX usage_log_stopped ON usage_log (log) WHERE state IN ('broken', 'abandoned');
CREATE INDEX ledger_result ON ledger (at, currency, account_code, amount_micros) WHERE account_code IN ('revenue', 'loss');
