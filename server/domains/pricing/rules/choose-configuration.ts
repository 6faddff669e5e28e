import type { PricingConfiguration } from './types.ts';

/**
 * The price list for a buyer: the one that names the billing country, else the default list, which also serves buyers
 * whose place is not known. Undefined when the product has neither.
 */
export function chooseConfiguration<T extends Pick<PricingConfiguration, 'isDefault' | 'billingCountries'>>(
  configurations: readonly T[],
  billingCountry?: string | null,
): T | undefined {
  const country = billingCountry?.trim().toUpperCase();
  const local = country && configurations.find((configuration) => serves(configuration, country));
  return local || configurations.find(({ isDefault }) => isDefault);
}

function serves(configuration: Pick<PricingConfiguration, 'billingCountries'>, country: string): boolean {
  return configuration.billingCountries.some((code) => code.toUpperCase() === country);
}
