-- Links that sign a customer in to the shopper account or fill in a cart. Only the hash of what a link carries is kept.
CREATE TABLE sign_on_tokens (
  merchant_id bigint NOT NULL,
  token_hash bytea NOT NULL,
  customer_id bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('ACCOUNT', 'CART')),
  -- Page of the account that it opens; empty for the first one.
  page text NOT NULL,
  -- The subscription that the page is about.
  reference text,
  language text,
  -- The only address that may use it; null: any.
  only_address text,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, token_hash),
  FOREIGN KEY (merchant_id, customer_id) REFERENCES customers (merchant_id, customer_id)
);

CREATE INDEX sign_on_tokens_expiry ON sign_on_tokens (merchant_id, expires_at);
