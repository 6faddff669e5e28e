-- What the life of a subscription needs beyond its sale.

ALTER TABLE subscriptions
  -- The merchant's own name for an imported subscription.
  ADD COLUMN external_reference text,
  ADD COLUMN is_imported boolean NOT NULL DEFAULT false,
  -- The price of every renewal where terms of its own were agreed: minor units of `currency` for one unit; null: that of
  -- the product.
  ADD COLUMN own_price_minor bigint CHECK (own_price_minor >= 0),
  ADD COLUMN own_price_type text CHECK (own_price_type IN ('NET', 'GROSS')),
  -- The price of the next renewals alone, which wins over both: for all units; null when there is none.
  ADD COLUMN next_price_minor bigint CHECK (next_price_minor >= 0),
  ADD COLUMN next_price_currency text,
  ADD COLUMN next_price_cycles integer CHECK (next_price_cycles > 0),
  ADD COLUMN next_price_reason text,
  -- Agreed number of cycles and what follows them; null: cycles repeat without end.
  ADD COLUMN contract jsonb,
  -- Product, options and quantity that the next renewal changes to.
  ADD COLUMN scheduled jsonb,
  -- From the end of the running cycle until then it is paused.
  ADD COLUMN resumes_at timestamptz,
  ADD COLUMN pause_reason text,
  -- When automatic billing ends by itself: after so many more renewals, and whether the subscription ends with it.
  ADD COLUMN stop_after_cycles integer CHECK (stop_after_cycles >= 0),
  ADD COLUMN cancel_when_stopped boolean NOT NULL DEFAULT false,
  -- The next automatic charge; null: none will come. Kept up with everything that it follows from.
  ADD COLUMN charge_at timestamptz,
  -- Attempts that failed since the last cycle was paid.
  ADD COLUMN failed_charges integer NOT NULL DEFAULT 0 CHECK (failed_charges >= 0),
  -- A worker has it in hand until then.
  ADD COLUMN claimed_until timestamptz,
  -- The subscription that an upgrade put in its place; shown as upgraded.
  ADD COLUMN replaced_by text,
  ADD COLUMN card_updated boolean NOT NULL DEFAULT false,
  ADD COLUMN churn_reasons text[] NOT NULL DEFAULT '{}',
  ADD COLUMN churn_reason_other text,
  ADD CHECK ((own_price_minor IS NULL) = (own_price_type IS NULL)),
  ADD CHECK ((next_price_minor IS NULL) = (next_price_currency IS NULL)),
  ADD CHECK ((next_price_minor IS NULL) = (next_price_cycles IS NULL));

CREATE UNIQUE INDEX subscriptions_external_reference ON subscriptions (merchant_id, external_reference)
  WHERE external_reference IS NOT NULL;
CREATE INDEX subscriptions_due ON subscriptions (merchant_id, charge_at) WHERE charge_at IS NOT NULL;
CREATE INDEX subscriptions_resuming ON subscriptions (merchant_id, resumes_at) WHERE resumes_at IS NOT NULL;

-- The automatic charge of a cycle: one order each, however many attempts it takes and whoever makes them.
CREATE TABLE renewals (
  merchant_id bigint NOT NULL,
  reference text NOT NULL,
  -- The cycle that is paid for, counted as in subscriptions.cycle_number.
  cycle_number integer NOT NULL,
  ref_no bigint NOT NULL,
  state text NOT NULL CHECK (state IN ('OPEN', 'DONE', 'FAILED', 'CANCELED')),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, reference, cycle_number),
  FOREIGN KEY (merchant_id, reference) REFERENCES subscriptions (merchant_id, reference),
  FOREIGN KEY (merchant_id, ref_no) REFERENCES orders (merchant_id, ref_no)
);
CREATE UNIQUE INDEX renewals_order ON renewals (merchant_id, ref_no);

-- What happened to a subscription and who did it, oldest first.
CREATE TABLE subscription_events (
  merchant_id bigint NOT NULL,
  event_id bigint NOT NULL,
  reference text NOT NULL,
  kind text NOT NULL,
  -- CUSTOMER, VENDOR or SYSTEM.
  changed_by text NOT NULL CHECK (changed_by IN ('CUSTOMER', 'VENDOR', 'SYSTEM')),
  details jsonb NOT NULL,
  happened_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, event_id),
  FOREIGN KEY (merchant_id, reference) REFERENCES subscriptions (merchant_id, reference)
);
CREATE INDEX subscription_events_subscription ON subscription_events (merchant_id, reference, event_id);

-- Free pairs of a name and a value.
CREATE TABLE subscription_fields (
  merchant_id bigint NOT NULL,
  reference text NOT NULL,
  name text NOT NULL,
  value text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, reference, name),
  FOREIGN KEY (merchant_id, reference) REFERENCES subscriptions (merchant_id, reference)
);
