import { refuse } from '../../../api/errors.ts';
import { list, text } from '../../../api/schema.ts';
import { CHURN_REASON_INVALID } from '../errors.ts';

/** Why a customer leaves, as the platform lists it. */
export const CHURN_REASONS = [
  'CHURN_REASON_NOT_SATISFIED_PRODUCT',
  'CHURN_REASON_ENABLED_BY_MISTAKE',
  'CHURN_REASON_PREFER_MANUAL',
  'CHURN_REASON_ALREADY_RENEWED',
  'CHURN_REASON_DONT_NEED',
  'CHURN_REASON_WANT_PAUSE',
  'CHURN_REASON_COVID',
  'CHURN_REASON_HIGH_PRICE',
  'CHURN_REASON_NOT_SATISFIED_SUPPORT',
  'CHURN_REASON_EXTRAORDINARY',
  'CHURN_REASON_OTHER',
] as const;

/** The reasons that words of one's own may go with. */
const WITH_WORDS: ReadonlySet<string> = new Set(['CHURN_REASON_EXTRAORDINARY', 'CHURN_REASON_OTHER']);

/** Parameters of the calls that end something. */
export const churnParams = {
  churnReasons: list(text({ oneOf: CHURN_REASONS, refusal: CHURN_REASON_INVALID }), {
    max: CHURN_REASONS.length,
    refusal: CHURN_REASON_INVALID,
  }),
  churnReasonOther: text({
    max: 500,
    refusal: CHURN_REASON_INVALID,
    about: 'With the reasons EXTRAORDINARY and OTHER.',
  }),
} as const;

type SentReasons = {
  readonly churnReasons?: readonly string[] | null | undefined;
  readonly churnReasonOther?: string | null | undefined;
};

/** The columns that keep reasons; without any, what was said before stays. Refuses words where none belong. */
export const churnReasonsOf = ({ churnReasons, churnReasonOther }: SentReasons) => {
  const reasons = [...new Set(churnReasons ?? [])];
  if (churnReasonOther && !reasons.some((reason) => WITH_WORDS.has(reason))) {
    refuse(CHURN_REASON_INVALID, 'ChurnReasonOther goes with CHURN_REASON_EXTRAORDINARY or CHURN_REASON_OTHER only.');
  }
  return reasons.length === 0 ? {} : { churn_reasons: reasons, churn_reason_other: churnReasonOther || null };
};
