import { refuse } from '../../../api/errors.ts';
import { PUT } from '../../../api/method.ts';
import { on } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { CROSS_SELL_SETTINGS_INVALID } from '../errors.ts';
import { CrossSellSettings } from '../objects.ts';
import { findCrossSellSettings, putCrossSellSettings } from '../store.ts';

const THUMB_SIZES = [60, 80, 100, 150];

export const setCrossSellSettings = method({
  name: 'setCrossSellSettings',
  summary: 'Sets how recommendations are shown in the cart and tells the settings after the change.',
  versions: { since: '6.0' },
  params: { settings: on(CrossSellSettings, { required: true, aliases: ['CrossSellSettings'] }) },
  result: CrossSellSettings,
  rest: PUT('/crosssells/settings/', { body: 'settings' }),
  refusals: [CROSS_SELL_SETTINGS_INVALID],
  examples: [
    {
      title: 'more products than are advised',
      params: { settings: { maxThumbSize: 80, displayProductsMax: 5, displayShortDescription: true } },
      answers: { maxThumbSize: 80, displayProductsMax: 5, displayShortDescription: true },
    },
    {
      title: 'what is not sent stays',
      before: [{ call: 'setCrossSellSettings', params: { settings: { maxThumbSize: 150, displayProductsMax: 4 } } }],
      params: { settings: { displayShortDescription: false } },
      answers: { maxThumbSize: 150, displayProductsMax: 4, displayShortDescription: false },
    },
    {
      title: 'a size of pictures that there is not',
      params: { settings: { maxThumbSize: 90 } },
      refused: 'CROSS_SELL_SETTINGS_INVALID',
    },
  ],
  effect: 'write',
  run: async ({ db, merchant, now }, { settings: sent }) => {
    const before = await findCrossSellSettings(db, merchant.id);
    const settings = {
      maxThumbSize: sent.maxThumbSize ?? before.maxThumbSize,
      displayProductsMax: sent.displayProductsMax ?? before.displayProductsMax,
      displayShortDescription: sent.displayShortDescription ?? before.displayShortDescription,
    };
    if (!THUMB_SIZES.includes(settings.maxThumbSize)) refuse(CROSS_SELL_SETTINGS_INVALID);
    await putCrossSellSettings(db, merchant.id, settings, now);
    return settings;
  },
});
