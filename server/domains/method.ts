import type { Call as ApiCall } from '../api/call.ts';
import { type Method as ApiMethod, methodFor } from '../api/method.ts';
import type { Gateways } from '../gateways/registry.ts';
import type { CardKeys } from './accounts/index.ts';
import type { Numbers } from './accounts/numbers.ts';
import type { Rates } from './rates/index.ts';

/** What every method of the domains can reach beside its merchant and the database. */
export type Parts = {
  readonly gateways: Gateways;
  readonly numbers: Numbers;
  readonly rates: Rates;
  /** Open the cards that browsers encrypted. */
  readonly cardKeys: CardKeys;
  /** Address under which shoppers reach this server, without a slash at its end. */
  readonly publicUrl: string;
};

export type Call = ApiCall<Parts>;
export type Method = ApiMethod<Parts>;

/** Declares an API method; see MethodDefinition. */
export const method = methodFor<Parts>();
