import { flag, object, text } from '../../api/schema.ts';

/** The platform writes these members with a small first letter, unlike all others. */
export const RenewalDetails = object('RenewalDetails', {
  recurringEnabled: flag({ about: 'True: renewed by automatic charges; false: by hand.' }),
  manualRenewalLink: text({ about: 'Where the customer renews by hand; empty for what never ends.' }),
});
