CREATE TABLE product_groups (
  merchant_id bigint NOT NULL REFERENCES merchants,
  code text NOT NULL,
  name text NOT NULL,
  template_name text NOT NULL,
  description text NOT NULL,
  enabled boolean NOT NULL,
  is_default boolean NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, code)
);

CREATE UNIQUE INDEX product_groups_name ON product_groups (merchant_id, lower(name));

CREATE TABLE tax_categories (
  merchant_id bigint NOT NULL REFERENCES merchants,
  uuid uuid NOT NULL,
  name text NOT NULL,
  is_default boolean NOT NULL,
  PRIMARY KEY (merchant_id, uuid)
);

CREATE TABLE platforms (
  merchant_id bigint NOT NULL REFERENCES merchants,
  platform_id bigint NOT NULL,
  name text NOT NULL,
  category text NOT NULL,
  PRIMARY KEY (merchant_id, platform_id)
);

-- What rules and searches ask for stands in columns; what is only told back to the merchant stands in details.
CREATE TABLE products (
  merchant_id bigint NOT NULL REFERENCES merchants,
  product_id bigint NOT NULL,
  code text NOT NULL,
  type text NOT NULL CHECK (type IN ('REGULAR', 'BUNDLE')),
  name text NOT NULL,
  version text NOT NULL,
  enabled boolean NOT NULL,
  group_code text,
  tax_category uuid,
  multiple_units boolean NOT NULL,
  tangible boolean NOT NULL,
  fulfillment text NOT NULL,
  generates_subscription boolean NOT NULL,
  -- The billing cycle; null when the product makes no subscription or a lifetime one.
  cycle_length integer,
  cycle_unit text CHECK (cycle_unit IN ('DAY', 'MONTH')),
  external_reference text,
  details jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, product_id),
  FOREIGN KEY (merchant_id, group_code) REFERENCES product_groups (merchant_id, code)
);

CREATE UNIQUE INDEX products_code ON products (merchant_id, code);
CREATE INDEX products_name ON products (merchant_id, name, product_id);
CREATE INDEX products_group ON products (merchant_id, group_code, product_id);

CREATE TABLE pricing_configurations (
  merchant_id bigint NOT NULL,
  product_id bigint NOT NULL,
  code text NOT NULL,
  position smallint NOT NULL,
  name text NOT NULL,
  is_default boolean NOT NULL,
  billing_countries text[] NOT NULL,
  pricing_schema text NOT NULL CHECK (pricing_schema IN ('DYNAMIC', 'FLAT')),
  price_type text NOT NULL CHECK (price_type IN ('NET', 'GROSS')),
  default_currency text NOT NULL,
  use_original_prices boolean NOT NULL,
  -- Option groups in use on this list: [{code, required}].
  option_groups jsonb NOT NULL,
  PRIMARY KEY (merchant_id, product_id, code),
  FOREIGN KEY (merchant_id, product_id) REFERENCES products ON DELETE CASCADE
);

CREATE TABLE prices (
  merchant_id bigint NOT NULL,
  product_id bigint NOT NULL,
  configuration_code text NOT NULL,
  position integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('REGULAR', 'RENEWAL')),
  currency text NOT NULL,
  min_quantity integer NOT NULL,
  max_quantity integer NOT NULL CHECK (max_quantity >= min_quantity),
  -- For FLAT lists the combination of options that this amount prices: [{code, options}].
  option_codes jsonb NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor >= 0),
  PRIMARY KEY (merchant_id, product_id, configuration_code, position),
  FOREIGN KEY (merchant_id, product_id, configuration_code) REFERENCES pricing_configurations ON DELETE CASCADE
);
