-- What a SKU of the merchant stands for. Null members mean any.
CREATE TABLE skus (
  merchant_id bigint NOT NULL,
  product_id bigint NOT NULL,
  configuration_code text NOT NULL,
  position integer NOT NULL,
  sku text NOT NULL,
  currency text,
  purchase_type text CHECK (purchase_type IN ('NEW_PRODUCT', 'RENEWAL', 'TRIAL', 'UPGRADE')),
  min_quantity integer CHECK (min_quantity > 0),
  max_quantity integer CHECK (max_quantity >= min_quantity),
  -- Chosen options: [{code, options: [{code, name}]}]; empty: any.
  option_groups jsonb NOT NULL,
  PRIMARY KEY (merchant_id, product_id, configuration_code, position),
  FOREIGN KEY (merchant_id, product_id, configuration_code) REFERENCES pricing_configurations ON DELETE CASCADE
);

CREATE UNIQUE INDEX skus_sku ON skus (merchant_id, sku);
CREATE INDEX skus_configuration ON skus (merchant_id, configuration_code, position);
