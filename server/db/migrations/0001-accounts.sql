-- Merchants are few and every node looks them up by code, so this is a reference table: the same everywhere.
CREATE TABLE merchants (
  merchant_id bigint PRIMARY KEY,
  code text NOT NULL,
  name text NOT NULL,
  country_code text NOT NULL,
  currency text NOT NULL,
  time_zone text NOT NULL,
  is_test boolean NOT NULL,
  enabled boolean NOT NULL,
  clock_offset_ms bigint NOT NULL,
  session_epoch integer NOT NULL,
  allowed_addresses text[] NOT NULL,
  settings jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);

CREATE UNIQUE INDEX merchants_code ON merchants (lower(code));

-- Secrets of a merchant, sealed under the master key. An old key stays valid until it retires.
CREATE TABLE merchant_keys (
  merchant_id bigint NOT NULL REFERENCES merchants,
  key_id bigint NOT NULL,
  purpose text NOT NULL CHECK (purpose IN ('API', 'BUY_LINK', 'INS')),
  sealed_secret bytea NOT NULL,
  created_at timestamptz NOT NULL,
  retires_at timestamptz,
  PRIMARY KEY (merchant_id, key_id)
);

-- Numbers that people see (order references, product and customer numbers). Nodes take them in blocks.
CREATE TABLE counters (
  merchant_id bigint NOT NULL REFERENCES merchants,
  name text NOT NULL,
  next_value bigint NOT NULL,
  PRIMARY KEY (merchant_id, name)
);
