-- What adapters of real payment providers asked for, written before the provider is asked. The provider's own books are
-- elsewhere: a row here leads to them, and tells the same call from another one with its key. Card numbers and security
-- codes are never stored.
CREATE TABLE gateway_calls (
  merchant_id bigint NOT NULL,
  gateway text NOT NULL,
  idempotency_key text NOT NULL,
  operation text NOT NULL CHECK (operation IN ('AUTHORISE', 'CAPTURE', 'VOID', 'REFUND', 'TOKENISE')),
  -- Hash of what was asked for.
  fingerprint text NOT NULL,
  -- Counts how often the call was given up before money could move and may be made anew.
  epoch integer NOT NULL,
  -- How often the call was made.
  sends integer NOT NULL,
  -- The provider's name of the payment, or of the card that was stored; known before money can move.
  provider_reference text,
  -- Null while the provider has to be asked.
  outcome text CHECK (outcome IN ('DECLINED', 'DONE', 'REFUSED', 'TOKENISED')),
  reason text,
  amount_minor bigint,
  -- First made, by the merchant's clock, and last made, in real time.
  asked_at timestamptz NOT NULL,
  sent_at timestamptz NOT NULL,
  -- For the shopper's browser; null where there is none.
  order_reference text,
  page_secret text,
  base_url text,
  return_url text,
  cancel_url text,
  PRIMARY KEY (merchant_id, gateway, idempotency_key),
  CHECK (outcome IS NULL OR (outcome IN ('DECLINED', 'REFUSED')) = (reason IS NOT NULL)),
  CHECK ((page_secret IS NULL) = (base_url IS NULL)),
  CHECK ((page_secret IS NULL) = (return_url IS NULL)),
  CHECK ((page_secret IS NULL) = (cancel_url IS NULL))
);
