CREATE TABLE subscriptions (
  merchant_id bigint NOT NULL REFERENCES merchants,
  reference text NOT NULL,
  customer_id bigint NOT NULL,
  product_id bigint NOT NULL,
  product_code text NOT NULL,
  product_name text NOT NULL,
  product_version text NOT NULL,
  quantity integer NOT NULL,
  price_option_codes text[] NOT NULL,
  sku text NOT NULL,
  currency text NOT NULL,
  is_test boolean NOT NULL,
  is_trial boolean NOT NULL,
  -- Cancelled when false; every other status is computed from the dates.
  enabled boolean NOT NULL,
  recurring_enabled boolean NOT NULL,
  receive_notifications boolean NOT NULL,
  is_lifetime boolean NOT NULL,
  partner_code text NOT NULL,
  -- Dates of service are counted from the anchor, so that a cycle begun on a 31st keeps its day.
  anchor_date date NOT NULL,
  cycle_length integer,
  cycle_unit text CHECK (cycle_unit IN ('DAY', 'WEEK', 'MONTH', 'YEAR')),
  cycle_number integer NOT NULL,
  starts_at timestamptz NOT NULL,
  -- End of the paid service; null for a lifetime subscription.
  expires_at timestamptz,
  -- Days after expiry in which the customer may still renew; null: without end.
  grace_days integer,
  purchased_at timestamptz NOT NULL,
  renewed_at timestamptz,
  card_id bigint,
  -- The end user's contact data, apart from the customer's.
  email text NOT NULL,
  country_code text NOT NULL,
  end_user jsonb NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, reference),
  FOREIGN KEY (merchant_id, customer_id) REFERENCES customers,
  FOREIGN KEY (merchant_id, card_id) REFERENCES stored_cards
);

CREATE INDEX subscriptions_customer ON subscriptions (merchant_id, customer_id);
CREATE INDEX subscriptions_email ON subscriptions (merchant_id, lower(email));
CREATE INDEX subscriptions_expiry ON subscriptions (merchant_id, expires_at, reference);
CREATE INDEX subscriptions_product ON subscriptions (merchant_id, product_code, reference);
CREATE INDEX subscriptions_updated ON subscriptions (merchant_id, updated_at, reference);
CREATE INDEX subscriptions_purchased ON subscriptions (merchant_id, purchased_at, reference);

-- The orders in the life of a subscription, each with the service that it paid for.
CREATE TABLE subscription_orders (
  merchant_id bigint NOT NULL,
  reference text NOT NULL,
  ref_no bigint NOT NULL,
  line_no smallint NOT NULL,
  type text NOT NULL CHECK (type IN ('SALE', 'RENEWAL', 'UPGRADE')),
  starts_at timestamptz NOT NULL,
  expires_at timestamptz,
  is_lifetime boolean NOT NULL,
  sku text NOT NULL,
  booked_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, reference, ref_no, line_no),
  FOREIGN KEY (merchant_id, reference) REFERENCES subscriptions,
  FOREIGN KEY (merchant_id, ref_no) REFERENCES orders
);

CREATE INDEX subscription_orders_order ON subscription_orders (merchant_id, ref_no);
