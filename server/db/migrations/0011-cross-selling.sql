CREATE TABLE cross_sell_campaigns (
  merchant_id bigint NOT NULL REFERENCES merchants,
  campaign_id bigint NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  display_type text NOT NULL CHECK (display_type IN ('cart', 'review', 'finish')),
  display_in_email boolean NOT NULL,
  -- Days of the account's time zone, both included; null: at once, without end.
  starts_on date,
  ends_on date,
  active boolean NOT NULL,
  owner_type text NOT NULL CHECK (owner_type IN ('MERCH', 'AFF')),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, campaign_id)
);

CREATE UNIQUE INDEX cross_sell_campaigns_code ON cross_sell_campaigns (merchant_id, code);

-- Products beside which the campaign recommends others.
CREATE TABLE cross_sell_master_products (
  merchant_id bigint NOT NULL,
  campaign_id bigint NOT NULL,
  product_code text NOT NULL,
  position smallint NOT NULL,
  PRIMARY KEY (merchant_id, campaign_id, product_code),
  FOREIGN KEY (merchant_id, campaign_id) REFERENCES cross_sell_campaigns ON DELETE CASCADE,
  FOREIGN KEY (merchant_id, product_code) REFERENCES products (merchant_id, code)
);

CREATE INDEX cross_sell_master_products_product ON cross_sell_master_products (merchant_id, product_code, campaign_id);

CREATE TABLE cross_sell_products (
  merchant_id bigint NOT NULL,
  campaign_id bigint NOT NULL,
  product_code text NOT NULL,
  position smallint NOT NULL,
  -- Share of the net price, parts per million.
  discount_ppm bigint NOT NULL CHECK (discount_ppm BETWEEN 0 AND 1000000),
  type text NOT NULL,
  auto_added boolean NOT NULL,
  PRIMARY KEY (merchant_id, campaign_id, product_code),
  FOREIGN KEY (merchant_id, campaign_id) REFERENCES cross_sell_campaigns ON DELETE CASCADE,
  FOREIGN KEY (merchant_id, product_code) REFERENCES products (merchant_id, code)
);

CREATE INDEX cross_sell_products_product ON cross_sell_products (merchant_id, product_code, campaign_id);

CREATE TABLE cross_sell_settings (
  merchant_id bigint NOT NULL REFERENCES merchants,
  -- Width of the pictures, pixels.
  max_thumb_size smallint NOT NULL CHECK (max_thumb_size IN (60, 80, 100, 150)),
  display_products_max smallint NOT NULL CHECK (display_products_max > 0),
  display_short_description boolean NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id)
);

CREATE TABLE up_sell_campaigns (
  merchant_id bigint NOT NULL REFERENCES merchants,
  campaign_id bigint NOT NULL,
  code uuid NOT NULL,
  name text NOT NULL,
  -- Days of UTC, both included; null: at once, without end.
  starts_on date,
  ends_on date,
  display_for_manual_renewals boolean NOT NULL,
  enabled boolean NOT NULL,
  -- {type: PERCENT, ratePpm} or {type: FIXED, defaultCurrency, values: [{currency, amountMinor}]}; null: none.
  discount jsonb,
  primary_product_code text NOT NULL,
  -- 0: any.
  primary_quantity integer NOT NULL CHECK (primary_quantity >= 0),
  -- [{code, options: [{code, value}]}]
  primary_options jsonb NOT NULL,
  recommended_product_code text NOT NULL,
  recommended_quantity integer NOT NULL CHECK (recommended_quantity >= 0),
  recommended_options jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, campaign_id),
  FOREIGN KEY (merchant_id, primary_product_code) REFERENCES products (merchant_id, code),
  FOREIGN KEY (merchant_id, recommended_product_code) REFERENCES products (merchant_id, code)
);

CREATE UNIQUE INDEX up_sell_campaigns_code ON up_sell_campaigns (merchant_id, code);
CREATE INDEX up_sell_campaigns_primary ON up_sell_campaigns (merchant_id, primary_product_code);
CREATE INDEX up_sell_campaigns_recommended ON up_sell_campaigns (merchant_id, recommended_product_code);
