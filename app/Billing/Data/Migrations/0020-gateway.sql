-- What the gateway was last told of a subscription, as the subscription and its phase had it; what is not there, it was not told.
CREATE TABLE gateway_subscription (
  sid TEXT PRIMARY KEY REFERENCES subscription (sid), state TEXT NOT NULL, plan TEXT NOT NULL, at BIGINT NOT NULL);
