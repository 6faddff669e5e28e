-- Rates are the same for all merchants, so this is a reference table: units of a currency for one euro, of the last
-- day that was heard of.
CREATE TABLE exchange_rates (
  currency text PRIMARY KEY,
  -- Scaled by 1e8.
  rate_e8 bigint NOT NULL CHECK (rate_e8 > 0),
  as_of date NOT NULL,
  source text NOT NULL,
  updated_at timestamptz NOT NULL
);
