-- Sets of choices that change a price. A group is read and written as a whole, so its options stand in it.
CREATE TABLE price_option_groups (
  merchant_id bigint NOT NULL REFERENCES merchants,
  code text NOT NULL,
  name text NOT NULL,
  description text,
  -- Texts in languages other than the account's: [{language, name, description}].
  translations jsonb NOT NULL,
  type text NOT NULL CHECK (type IN ('RADIO', 'CHECKBOX', 'INTERVAL', 'COMBO')),
  required boolean NOT NULL,
  usage text,
  usage_pricing_model text,
  options jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, code)
);

CREATE INDEX price_option_groups_created ON price_option_groups (merchant_id, created_at, code);

-- Some methods name a price list by its code alone, without the product.
CREATE UNIQUE INDEX pricing_configurations_code ON pricing_configurations (merchant_id, code);
