-- Finding subscriptions among very many, and what is kept of those that were imported or are to get another card.

-- Parts of e-mail addresses are found by an index where the server has the extension and lets us use it; elsewhere the
-- same statements look through the addresses.
DO $$
DECLARE
  v_schema text;
BEGIN
  BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
  EXCEPTION WHEN feature_not_supported OR undefined_file OR insufficient_privilege THEN
    RAISE NOTICE 'no pg_trgm here: %', SQLERRM;
  END;
  SELECT n.nspname INTO v_schema FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
  WHERE e.extname = 'pg_trgm';
  IF FOUND THEN
    EXECUTE format(
      'CREATE INDEX subscriptions_email_parts ON subscriptions USING gin (lower(email) %I.gin_trgm_ops)', v_schema);
    EXECUTE format('CREATE INDEX customers_email_parts ON customers USING gin (lower(email) %I.gin_trgm_ops)', v_schema);
  END IF;
END
$$;

-- Those of a product in the order of their purchase, as searches answer them.
DROP INDEX subscriptions_product;
CREATE INDEX subscriptions_product ON subscriptions (merchant_id, product_code, purchased_at, reference);
CREATE INDEX subscriptions_canceled ON subscriptions (merchant_id, purchased_at, reference) WHERE NOT enabled;
CREATE INDEX subscriptions_trials ON subscriptions (merchant_id, purchased_at, reference) WHERE is_trial;
-- Those that did not begin with their purchase.
CREATE INDEX subscriptions_pending ON subscriptions (merchant_id, starts_at, reference) WHERE starts_at > purchased_at;
-- Has what the status follows from, so that those of a status are counted without a look at the rows.
DROP INDEX subscriptions_expiry;
CREATE INDEX subscriptions_expiry ON subscriptions (merchant_id, expires_at, reference)
  INCLUDE (enabled, starts_at, grace_days, resumes_at);
-- The longest grace bounds how far back a subscription that is past due can have expired.
CREATE INDEX subscriptions_grace ON subscriptions (merchant_id, grace_days);
CREATE INDEX subscriptions_card ON subscriptions (merchant_id, card_id) WHERE card_id IS NOT NULL;
CREATE INDEX subscription_events_conversions ON subscription_events (merchant_id, reference)
  WHERE kind = 'TRIAL_CONVERTED';
CREATE INDEX stored_cards_token ON stored_cards (merchant_id, gateway, token);

-- What an import told of a subscription beside what stands in its row.
CREATE TABLE subscription_imports (
  merchant_id bigint NOT NULL,
  reference text NOT NULL,
  -- What it had earned before: minor units.
  value_minor bigint CHECK (value_minor >= 0),
  value_currency text,
  additional_info text NOT NULL,
  -- What was delivered before, as the API tells it; null: nothing.
  delivery jsonb,
  -- The last import as it was sent, without its card: what comes again unchanged does not undo what happened since.
  sent jsonb NOT NULL,
  imported_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, reference),
  FOREIGN KEY (merchant_id, reference) REFERENCES subscriptions,
  CHECK ((value_minor IS NULL) = (value_currency IS NULL))
);

-- The keys that were delivered before an import, to find subscriptions by.
CREATE TABLE imported_codes (
  merchant_id bigint NOT NULL,
  reference text NOT NULL,
  code text NOT NULL CHECK (octet_length(code) BETWEEN 1 AND 2000),
  PRIMARY KEY (merchant_id, reference, code),
  FOREIGN KEY (merchant_id, reference) REFERENCES subscription_imports
);

CREATE INDEX imported_codes_code ON imported_codes (merchant_id, code);

-- A card that is to be put on a subscription: written before the gateway is asked whether it is good.
CREATE TABLE card_changes (
  merchant_id bigint NOT NULL,
  change_id bigint NOT NULL,
  reference text NOT NULL,
  gateway text NOT NULL,
  -- The gateway's name of the new card.
  token text NOT NULL,
  -- What may be shown of it: brand, first and last digits, expiry, holder.
  card jsonb NOT NULL,
  -- CHALLENGED: its holder has to confirm at the bank. REPLACED: another card was given before this one was approved.
  state text NOT NULL CHECK (state IN ('REQUESTED', 'CHALLENGED', 'DONE', 'DECLINED', 'REPLACED')),
  -- Where the holder confirms.
  challenge_url text,
  decline_reason text,
  requested_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, change_id),
  FOREIGN KEY (merchant_id, reference) REFERENCES subscriptions
);

CREATE INDEX card_changes_subscription ON card_changes (merchant_id, reference, change_id);
CREATE INDEX card_changes_open ON card_changes (merchant_id, updated_at) WHERE state IN ('REQUESTED', 'CHALLENGED');
