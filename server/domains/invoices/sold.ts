import type { PaymentRow } from '../payments/index.ts';

/**
 * What documents need to know of an order, by the names of its columns. The rows of the domain of orders fit; they are not
 * named here, because that domain brings invoices about and so builds on this one.
 */
export type SoldOrder = {
  readonly merchant_id: bigint;
  readonly ref_no: bigint;
  readonly is_test: boolean;
  readonly currency: string;
  readonly language: string;
  readonly external_reference: string | null;
  readonly payment_type: string;
  readonly net_discounted_minor: bigint;
  readonly vat_discounted_minor: bigint;
  readonly gross_discounted_minor: bigint;
  readonly billing: SoldTo;
  readonly placed_at: Date;
};

export type SoldTo = {
  readonly FirstName: string | null;
  readonly LastName: string | null;
  readonly Company: string | null;
  readonly Address1: string | null;
  readonly Address2: string | null;
  readonly Zip: string | null;
  readonly City: string | null;
  readonly State: string | null;
  readonly CountryCode: string;
  readonly Email: string | null;
  readonly FiscalCode: string | null;
  readonly TaxExemptionId: string | null;
};

export type SoldItem = {
  readonly line_no: number;
  readonly product_code: string;
  readonly product_name: string;
  readonly quantity: number;
  readonly vat_rate_ppm: bigint;
  readonly unit_net_minor: bigint;
  readonly net_minor: bigint;
  readonly net_discounted_minor: bigint;
  readonly vat_discounted_minor: bigint;
  readonly gross_discounted_minor: bigint;
  readonly details: {
    /** Amounts as text of minor units; what is charged is the trial and not the line. */
    readonly trial?: {
      readonly days: number;
      readonly netMinor: string;
      readonly vatMinor: string;
      readonly grossMinor: string;
    };
    readonly shipping?: object;
  };
};

export type SoldPayment = Pick<PaymentRow, 'payment_type' | 'card'>;
