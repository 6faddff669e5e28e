-- The simulated provider takes every way to pay: pages of its own, money that comes later, debits that bounce, disputes.

-- What was kept may be an account at a wallet or a bank, which has no card.
ALTER TABLE simulator_tokens ADD COLUMN method text NOT NULL DEFAULT 'CARD';
ALTER TABLE simulator_tokens ALTER COLUMN brand DROP NOT NULL;
ALTER TABLE simulator_tokens ALTER COLUMN first_digits DROP NOT NULL;
ALTER TABLE simulator_tokens ALTER COLUMN last_digits DROP NOT NULL;
ALTER TABLE simulator_tokens ALTER COLUMN expiration_month DROP NOT NULL;
ALTER TABLE simulator_tokens ALTER COLUMN expiration_year DROP NOT NULL;
ALTER TABLE simulator_tokens ADD CONSTRAINT simulator_tokens_card_check CHECK (method <> 'CARD' OR brand IS NOT NULL);
-- Cards that decline a few renewals and then pay count here.
ALTER TABLE simulator_tokens ADD COLUMN off_session_declines integer NOT NULL DEFAULT 0;

ALTER TABLE simulator_charges ADD COLUMN method text NOT NULL DEFAULT 'CARD';
-- By this the money is known when it comes; null while nothing is to come.
ALTER TABLE simulator_charges ADD COLUMN payment_reference text;
-- Money that came, and of it what was sent back by itself: too much, too late, or for a charge that was given up.
ALTER TABLE simulator_charges ADD COLUMN received_minor bigint NOT NULL DEFAULT 0;
ALTER TABLE simulator_charges ADD COLUMN returned_minor bigint NOT NULL DEFAULT 0;
-- When money comes by itself, or bounces; null: somebody has to send it.
ALTER TABLE simulator_charges ADD COLUMN due_at timestamptz;
ALTER TABLE simulator_charges ADD COLUMN bounce_reason text;
-- Held back or lost because the shopper's bank asks for it.
ALTER TABLE simulator_charges ADD COLUMN disputed_minor bigint NOT NULL DEFAULT 0;

ALTER TABLE simulator_charges DROP CONSTRAINT simulator_charges_state_check;
ALTER TABLE simulator_charges ADD CONSTRAINT simulator_charges_state_check
  CHECK (state IN ('APPROVED', 'DECLINED', 'CHALLENGED', 'REDIRECTED', 'AWAITING'));
ALTER TABLE simulator_charges DROP CONSTRAINT simulator_charges_check1;
ALTER TABLE simulator_charges ADD CONSTRAINT simulator_charges_card_check
  CHECK (method <> 'CARD' OR state = 'DECLINED' OR brand IS NOT NULL);
ALTER TABLE simulator_charges DROP CONSTRAINT simulator_charges_check3;
ALTER TABLE simulator_charges ADD CONSTRAINT simulator_charges_given_back_check
  CHECK (refunded_minor >= 0 AND disputed_minor >= 0 AND refunded_minor + disputed_minor <= captured_minor);
ALTER TABLE simulator_charges DROP CONSTRAINT simulator_charges_check4;
ALTER TABLE simulator_charges ADD CONSTRAINT simulator_charges_captured_check
  CHECK (state = 'APPROVED' OR captured_at IS NULL);
ALTER TABLE simulator_charges ADD CONSTRAINT simulator_charges_voided_check
  CHECK (state = 'APPROVED' OR (voided_at IS NOT NULL) = (decline_reason IS NOT DISTINCT FROM 'VOIDED'));
ALTER TABLE simulator_charges ADD CONSTRAINT simulator_charges_received_check
  CHECK (returned_minor BETWEEN 0 AND received_minor);
ALTER TABLE simulator_charges ADD CONSTRAINT simulator_charges_awaiting_check
  CHECK (state <> 'AWAITING' OR (payment_reference IS NOT NULL AND received_minor < amount_minor AND returned_minor = 0));

-- Both are partial, so that no plan can read a charge by its key through them.
CREATE UNIQUE INDEX simulator_charges_payment_reference ON simulator_charges (merchant_id, payment_reference)
  WHERE payment_reference IS NOT NULL;
CREATE INDEX simulator_charges_awaiting ON simulator_charges (merchant_id, authorised_at, idempotency_key)
  WHERE state = 'AWAITING';

-- Pages of the provider: one on which the shopper chooses (CHOICE), or one that says how to pay (SLIP).
CREATE TABLE simulator_pages (
  merchant_id bigint NOT NULL,
  token text NOT NULL,
  idempotency_key text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('CHOICE', 'SLIP')),
  -- Public address of the server, without a slash at its end.
  base_url text NOT NULL,
  return_url text,
  cancel_url text,
  bank_code text,
  email text,
  -- Whether the shopper's means are to be kept for later payments.
  keeps boolean NOT NULL,
  expires_at timestamptz,
  decision text CHECK (decision IN ('PAID', 'PAID_LATER', 'CARD_GIVEN', 'CANCELLED', 'FAILED', 'EXPIRED')),
  decided_at timestamptz,
  PRIMARY KEY (merchant_id, token),
  UNIQUE (merchant_id, idempotency_key),
  FOREIGN KEY (merchant_id, idempotency_key) REFERENCES simulator_charges (merchant_id, idempotency_key),
  CHECK (kind = 'SLIP' OR (return_url IS NOT NULL AND cancel_url IS NOT NULL AND expires_at IS NOT NULL)),
  CHECK ((decision IS NULL) = (decided_at IS NULL))
);

CREATE TABLE simulator_disputes (
  merchant_id bigint NOT NULL,
  dispute_reference text NOT NULL,
  charge_key text NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  currency text NOT NULL,
  reason text NOT NULL,
  status text NOT NULL CHECK (status IN ('OPEN', 'WON', 'LOST', 'ACCEPTED')),
  opened_at timestamptz NOT NULL,
  closed_at timestamptz,
  PRIMARY KEY (merchant_id, dispute_reference),
  FOREIGN KEY (merchant_id, charge_key) REFERENCES simulator_charges (merchant_id, idempotency_key),
  CHECK ((status = 'OPEN') = (closed_at IS NULL))
);

-- What the provider has to tell, until somebody listened.
CREATE TABLE simulator_events (
  merchant_id bigint NOT NULL,
  event_id bigint NOT NULL,
  charge_key text NOT NULL,
  -- Null: something became of the charge.
  dispute_reference text,
  dispute_status text,
  happened_at timestamptz NOT NULL,
  told_at timestamptz,
  tries integer NOT NULL DEFAULT 0,
  PRIMARY KEY (merchant_id, event_id),
  FOREIGN KEY (merchant_id, charge_key) REFERENCES simulator_charges (merchant_id, idempotency_key),
  FOREIGN KEY (merchant_id, dispute_reference) REFERENCES simulator_disputes (merchant_id, dispute_reference),
  CHECK ((dispute_reference IS NULL) = (dispute_status IS NULL))
);

CREATE INDEX simulator_events_untold ON simulator_events (merchant_id, event_id) WHERE told_at IS NULL;
