/** One of several that are measured beside each other. */
export type Contender = {
  readonly name: string;
  /** Works for about so long and answers how much it did in a second, all that belongs to it included. */
  readonly measure: (forMs: number) => Promise<number>;
};

export type Effort = { readonly rounds: number; readonly warmUpMs: number; readonly roundMs: number };

export type Measured = {
  /** Median over the rounds. */
  readonly rate: number;
  readonly perRound: readonly number[];
};

/**
 * Measures contenders in turns, so that whatever disturbs the machine disturbs all of them. Each round begins with
 * another one. Answers in the order in which they were given.
 */
export const inRounds = async (contenders: readonly Contender[], effort: Effort): Promise<readonly Measured[]> => {
  for (const { measure } of contenders) await measure(effort.warmUpMs);
  const rates = contenders.map((): number[] => []);
  for (let round = 0; round < effort.rounds; round += 1) {
    for (let turn = 0; turn < contenders.length; turn += 1) {
      const at = (round + turn) % contenders.length;
      const rate = await contenders[at]?.measure(effort.roundMs);
      if (rate !== undefined) rates[at]?.push(rate);
    }
  }
  return rates.map((perRound) => ({ rate: median(perRound), perRound }));
};

/** Median of the rounds' ratios: the two sides of a round ran within seconds of each other. */
export const ratio = (one: Measured, yardstick: Measured): number =>
  median(one.perRound.map((rate, round) => rate / (yardstick.perRound[round] ?? Number.NaN)));

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
};
