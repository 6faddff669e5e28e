-- The simulated payment provider's own books. It stands for a party outside, so nothing here refers to other tables.
-- Card numbers and security codes are never stored.

CREATE TABLE simulator_tokens (
  merchant_id bigint NOT NULL,
  token text NOT NULL,
  idempotency_key text NOT NULL,
  brand text NOT NULL,
  first_digits text NOT NULL,
  last_digits text NOT NULL,
  expiration_month text NOT NULL,
  expiration_year text NOT NULL,
  test_behaviour text NOT NULL,
  live_behaviour text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, token),
  UNIQUE (merchant_id, idempotency_key)
);

-- One index only: the outside reference of a charge is made from its key (charges.ts). With a second index that begins
-- with merchant_id, plans made while the table is new may read all charges of the merchant through the wrong one.
CREATE TABLE simulator_charges (
  merchant_id bigint NOT NULL,
  idempotency_key text NOT NULL,
  order_reference text NOT NULL,
  test_order boolean NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor >= 0),
  currency text NOT NULL,
  state text NOT NULL CHECK (state IN ('APPROVED', 'DECLINED', 'CHALLENGED')),
  decline_reason text,
  review text NOT NULL CHECK (review IN ('NONE', 'HOLD')),
  brand text,
  first_digits text,
  last_digits text,
  expiration_month text,
  expiration_year text,
  token text,
  captured_minor bigint NOT NULL DEFAULT 0,
  refunded_minor bigint NOT NULL DEFAULT 0,
  authorised_at timestamptz NOT NULL,
  captured_at timestamptz,
  voided_at timestamptz,
  PRIMARY KEY (merchant_id, idempotency_key),
  CHECK ((state = 'DECLINED') = (decline_reason IS NOT NULL)),
  CHECK (state = 'DECLINED' OR brand IS NOT NULL),
  CHECK (captured_minor BETWEEN 0 AND amount_minor),
  CHECK (refunded_minor BETWEEN 0 AND captured_minor),
  CHECK (state = 'APPROVED' OR (captured_at IS NULL AND voided_at IS NULL)),
  CHECK (captured_at IS NULL OR voided_at IS NULL),
  CHECK (captured_at IS NOT NULL OR captured_minor = 0)
);

-- One row a charge that waits, or waited, for the shopper's confirmation.
CREATE TABLE simulator_challenges (
  merchant_id bigint NOT NULL,
  token text NOT NULL,
  idempotency_key text NOT NULL,
  href text NOT NULL,
  return_url text NOT NULL,
  cancel_url text NOT NULL,
  -- Whether the bank accepts the shopper's confirmation.
  passes boolean NOT NULL,
  expires_at timestamptz NOT NULL,
  decision text CHECK (decision IN ('CONFIRMED', 'CANCELLED', 'EXPIRED')),
  decided_at timestamptz,
  PRIMARY KEY (merchant_id, token),
  UNIQUE (merchant_id, idempotency_key),
  FOREIGN KEY (merchant_id, idempotency_key) REFERENCES simulator_charges (merchant_id, idempotency_key),
  CHECK ((decision IS NULL) = (decided_at IS NULL))
);

-- Captures, voids and refunds, the refused ones too, so that a repeated call is answered as the first one was.
CREATE TABLE simulator_movements (
  merchant_id bigint NOT NULL,
  idempotency_key text NOT NULL,
  charge_key text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('CAPTURE', 'VOID', 'REFUND')),
  amount_minor bigint NOT NULL CHECK (amount_minor >= 0),
  currency text NOT NULL,
  refusal text,
  moved_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, idempotency_key),
  FOREIGN KEY (merchant_id, charge_key) REFERENCES simulator_charges (merchant_id, idempotency_key)
);
