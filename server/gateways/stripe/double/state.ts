import type { CardBehaviour, Decline } from './cards.ts';
import type { Form } from './form.ts';

/** What the double remembers of an account. Amounts in Stripe's count, times in whole seconds since 1970. */

export type MethodState = {
  readonly id: string;
  readonly brand: string;
  readonly last4: string;
  /** Null where they are not told. */
  readonly firstSix: string | null;
  readonly expMonth: number;
  readonly expYear: number;
  readonly name: string | null;
  readonly behaviour: CardBehaviour;
  readonly created: number;
  metadata: Record<string, string>;
  customer: string | null;
  /** It paid without belonging to a customer, so it cannot pay again. */
  isUsed: boolean;
  /** Kept with the holder's consent. */
  isSetUp: boolean;
};

export type CustomerState = {
  readonly id: string;
  readonly created: number;
  readonly metadata: Record<string, string>;
};

export type ChargeState = {
  readonly id: string;
  readonly intent: string;
  readonly amount: number;
  readonly currency: string;
  readonly method: string;
  readonly created: number;
  readonly failure: Decline | null;
  readonly isReviewed: boolean;
  captured: number;
  isCaptured: boolean;
  refunded: number;
  isDisputed: boolean;
};

export type IntentState = {
  readonly id: string;
  readonly kind: 'payment' | 'setup';
  readonly clientSecret: string;
  readonly amount: number;
  readonly currency: string;
  readonly captureMethod: string;
  readonly customer: string | null;
  readonly description: string | null;
  readonly setupFutureUsage: string | null;
  readonly created: number;
  status: string;
  metadata: Record<string, string>;
  method: string | null;
  error: Decline | null;
  charge: ChargeState | null;
  returnUrl: string | null;
  canceledAt: number | null;
  cancellationReason: string | null;
};

export type RefundState = {
  readonly id: string;
  readonly intent: string;
  readonly charge: string;
  readonly amount: number;
  readonly currency: string;
  readonly created: number;
  readonly metadata: Record<string, string>;
  status: string;
};

export type DisputeState = {
  readonly id: string;
  readonly intent: string;
  readonly charge: string;
  readonly amount: number;
  readonly currency: string;
  readonly reason: string;
  readonly created: number;
  status: string;
};

/** A page on which a shopper pays. */
export type PageState = {
  readonly id: string;
  readonly secret: string;
  readonly amount: number;
  readonly currency: string;
  readonly customer: string | null;
  readonly email: string | null;
  readonly reference: string | null;
  readonly successUrl: string;
  readonly cancelUrl: string;
  readonly metadata: Record<string, string>;
  /** How its payment is to be made, as the API takes it. */
  readonly payment: Form;
  readonly created: number;
  status: 'open' | 'complete' | 'expired';
  intent: string | null;
};

export type AccountState = {
  readonly pages: Map<string, PageState>;
  readonly methods: Map<string, MethodState>;
  readonly customers: Map<string, CustomerState>;
  readonly intents: Map<string, IntentState>;
  readonly refunds: Map<string, RefundState>;
  readonly disputes: Map<string, DisputeState>;
};

export const newAccountState = (): AccountState => ({
  pages: new Map(),
  methods: new Map(),
  customers: new Map(),
  intents: new Map(),
  refunds: new Map(),
  disputes: new Map(),
});
