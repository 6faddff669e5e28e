-- Orders that wait for money that comes later: a shopper on a page of somebody else, a transfer, a purchase order.

ALTER TABLE orders DROP CONSTRAINT orders_status_check;
ALTER TABLE orders ADD CONSTRAINT orders_status_check CHECK (status IN (
  'PENDING', 'PURCHASE_PENDING', 'AUTHRECEIVED', 'COMPLETE', 'CANCELED', 'REVERSED', 'REFUND'));

-- When an order that is not paid is given up, by the merchant's clock; null: never.
ALTER TABLE orders ADD COLUMN expires_at timestamptz;
CREATE INDEX orders_expiring ON orders (merchant_id, expires_at)
  WHERE status IN ('PENDING', 'PURCHASE_PENDING') AND expires_at IS NOT NULL;

ALTER TABLE payments DROP CONSTRAINT payments_state_check;
ALTER TABLE payments ADD CONSTRAINT payments_state_check CHECK (state IN (
  'REQUESTED', 'CHALLENGED', 'AWAITING', 'AUTHORISED', 'CAPTURING', 'CAPTURED', 'DECLINED', 'VOIDING', 'VOIDED'));

-- What the shopper has to know to pay; null when nothing is to be done.
ALTER TABLE payments ADD COLUMN instructions jsonb;
CREATE INDEX payments_awaiting ON payments (merchant_id, updated_at) WHERE state = 'AWAITING';
