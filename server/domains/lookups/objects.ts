import { object, text, type Written } from '../../api/schema.ts';

export const LabelledCode = object('LabelledCode', { code: text(), label: text() });

export type LabelledCodes = readonly Written<typeof LabelledCode>[];
