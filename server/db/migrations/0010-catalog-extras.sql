-- Questions that a merchant asks in the cart, about an order or about a product. Which products ask them stands with the
-- products.
CREATE TABLE additional_fields (
  merchant_id bigint NOT NULL REFERENCES merchants,
  code text NOT NULL,
  label text NOT NULL,
  type text NOT NULL CHECK (type IN ('LISTBOX', 'CHECKBOX', 'TEXT', 'HIDDEN')),
  apply_to text NOT NULL CHECK (apply_to IN ('ORDER', 'PRODUCT')),
  -- The answers to choose from; empty where the shopper writes.
  choices text[] NOT NULL,
  validation_rule text,
  -- In the form of the API: [{Label, Values, Language}].
  translations jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, code)
);

CREATE TABLE shipping_methods (
  merchant_id bigint NOT NULL REFERENCES merchants,
  code text NOT NULL,
  name text NOT NULL,
  tracking_url text,
  base_price_minor bigint NOT NULL CHECK (base_price_minor >= 0),
  -- Of all amounts of the method.
  currency text NOT NULL,
  active boolean NOT NULL,
  availability text NOT NULL CHECK (availability IN ('ALL', 'CUSTOM', 'HOME')),
  -- Where it is offered when the availability is CUSTOM: [{countryCode, surchargeMinor}], amounts as text.
  countries jsonb NOT NULL,
  -- Steps by the price or the weight of the goods: [{by, from, to, amountMinor, applyTo}], whole numbers as text; from
  -- and to are minor units or grams.
  surcharges jsonb NOT NULL,
  is_default boolean NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, code)
);

-- How an upgrade to the product is priced, and what it does to the subscription.
CREATE TABLE product_upgrade_schemas (
  merchant_id bigint NOT NULL,
  product_id bigint NOT NULL,
  pricing_scheme smallint NOT NULL CHECK (pricing_scheme BETWEEN 1 AND 4),
  option_price_operator text CHECK (option_price_operator IN ('ADD', 'SUBTRACT')),
  option_price_percentage integer,
  use_catalog_pricing boolean NOT NULL,
  ignore_grace_period boolean NOT NULL,
  subscription_effect smallint NOT NULL CHECK (subscription_effect BETWEEN 1 AND 3),
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, product_id),
  FOREIGN KEY (merchant_id, product_id) REFERENCES products ON DELETE CASCADE
);

-- The products from which an upgrade to a product is allowed.
CREATE TABLE product_upgrade_sources (
  merchant_id bigint NOT NULL,
  product_id bigint NOT NULL,
  from_product_id bigint NOT NULL,
  position integer NOT NULL,
  PRIMARY KEY (merchant_id, product_id, from_product_id),
  FOREIGN KEY (merchant_id, product_id) REFERENCES product_upgrade_schemas ON DELETE CASCADE,
  FOREIGN KEY (merchant_id, from_product_id) REFERENCES products ON DELETE CASCADE
);

CREATE INDEX product_upgrade_sources_from ON product_upgrade_sources (merchant_id, from_product_id, product_id);
