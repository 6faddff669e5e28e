CREATE TABLE customers (
  merchant_id bigint NOT NULL REFERENCES merchants,
  -- The number that the API calls AvangateCustomerReference.
  customer_id bigint NOT NULL,
  external_reference text,
  first_name text NOT NULL,
  last_name text NOT NULL,
  company text,
  fiscal_code text,
  address1 text NOT NULL,
  address2 text,
  city text NOT NULL,
  state text,
  zip text NOT NULL,
  country_code text NOT NULL,
  phone text,
  fax text,
  email text NOT NULL,
  language text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, customer_id)
);

CREATE UNIQUE INDEX customers_external_reference ON customers (merchant_id, external_reference);
CREATE INDEX customers_email ON customers (merchant_id, lower(email));

-- Cards that can be charged again: the gateway's token and what may be shown of the card, never its number.
CREATE TABLE stored_cards (
  merchant_id bigint NOT NULL,
  card_id bigint NOT NULL,
  customer_id bigint NOT NULL,
  gateway text NOT NULL,
  token text NOT NULL,
  brand text NOT NULL,
  first_digits text NOT NULL,
  last_digits text NOT NULL,
  expiration_month text NOT NULL,
  expiration_year text NOT NULL,
  holder_name text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, card_id),
  FOREIGN KEY (merchant_id, customer_id) REFERENCES customers
);

CREATE INDEX stored_cards_customer ON stored_cards (merchant_id, customer_id);
