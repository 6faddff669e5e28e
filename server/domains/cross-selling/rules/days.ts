/** First and last day, 'YYYY-MM-DD', both included; null: at once, without end. */
export type Days = { readonly startsOn: string | null; readonly endsOn: string | null };

/** Whether a day lies within them. */
export const includes = ({ startsOn, endsOn }: Days, day: string): boolean =>
  (startsOn === null || startsOn <= day) && (endsOn === null || day <= endsOn);

/** Whether they end before they begin. */
export const areReversed = ({ startsOn, endsOn }: Days): boolean =>
  startsOn !== null && endsOn !== null && endsOn < startsOn;
