import type { Command } from 'commander';
import {
  addMerchant,
  endSessions,
  findMerchantByCode,
  findSecrets,
  listMerchants,
  type MerchantFacts,
  type MerchantRecord,
  setSecret,
  updateMerchant,
} from '../domains/accounts/index.ts';
import { randomReference } from '../kit/ids.ts';
import { durationText, parseDuration } from './durations.ts';
import { table } from './table.ts';
import { type CommandDeps, CommandFailed, withStorage } from './with-storage.ts';

const KEY_SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

type AddOptions = {
  readonly name?: string;
  readonly currency?: string;
  readonly country?: string;
  readonly timeZone?: string;
  readonly live?: boolean;
};

/** sutler merchant …; answers the command, so that more can be added below it. */
export const addMerchantCommands = (program: Command): Command => {
  const merchant = program.command('merchant').description('look at merchants and change them');
  merchant
    .command('add <code>')
    .description('add a merchant and print its secret key, once')
    .option('--name <name>', 'name of the seller; the code when absent')
    .option('--currency <code>', 'currency of the account, e.g. EUR')
    .option('--country <code>', 'country of the seller, e.g. NL')
    .option('--time-zone <zone>', 'IANA name or an offset like GMT+02:00')
    .option('--live', 'a live merchant: its clock cannot be moved')
    .action((code: string, options: AddOptions) => withStorage((deps) => add(deps, code, options)));
  merchant
    .command('list')
    .description('list all merchants')
    .action(() => withStorage(list));
  merchant
    .command('show <code>')
    .description('tell what there is to know of a merchant, without its secrets')
    .action((code: string) => withStorage((deps) => show(deps, code)));
  merchant
    .command('rotate-key <code>')
    .description('make a new secret key and print it, once')
    .option(
      '--overlap <duration>',
      'how long the old key stays valid; 0s also ends all sessions',
      parseDuration,
      86_400_000,
    )
    .action((code: string, { overlap }: { overlap: number }) => withStorage((deps) => rotateKey(deps, code, overlap)));
  merchant
    .command('disable <code>')
    .description('refuse all calls of a merchant')
    .action((code: string) => withStorage((deps) => change(deps, code, { enabled: false }, 'is disabled')));
  merchant
    .command('enable <code>')
    .description('answer the calls of a merchant again')
    .action((code: string) => withStorage((deps) => change(deps, code, { enabled: true }, 'is enabled')));
  merchant
    .command('allow <code> [addresses...]')
    .description('let only these addresses or CIDR blocks call; none: everybody may')
    .action((code: string, addresses: string[]) =>
      withStorage((deps) => change(deps, code, { allowedAddresses: addresses }, allowText(addresses))),
    );
  return merchant;
};

/** The merchant of a code. Throws CommandFailed when there is none. */
export const merchantNamed = async (deps: Pick<CommandDeps, 'database'>, code: string): Promise<MerchantRecord> => {
  const merchant = await findMerchantByCode(deps.database, code);
  if (merchant === undefined) throw new CommandFailed(`There is no merchant ${code}.`);
  return merchant;
};

/** All merchants, page by page in the order of their codes. */
export async function* eachMerchant(deps: Pick<CommandDeps, 'database'>): AsyncGenerator<MerchantRecord> {
  for (let after = ''; ; ) {
    const page = await listMerchants(deps.database, { after });
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.code;
  }
}

const add = async (deps: CommandDeps, code: string, options: AddOptions): Promise<void> => {
  const at = deps.now();
  const id = await addMerchant(
    deps.database,
    {
      code,
      name: options.name ?? code,
      isTest: options.live !== true,
      ...(options.currency === undefined ? {} : { currency: options.currency }),
      ...(options.country === undefined ? {} : { countryCode: options.country }),
      ...(options.timeZone === undefined ? {} : { timeZone: options.timeZone }),
    },
    at,
  );
  const key = newSecretKey();
  await setSecret(deps, id, 'API', key, { at, overlapMs: 0 });
  console.log(`Merchant ${code} is added. Its secret key, which is not shown again:\n${key}`);
};

const list = async (deps: CommandDeps): Promise<void> => {
  const rows = [['CODE', 'NAME', 'CURRENCY', 'TIME ZONE', 'KIND', 'STATE']];
  for await (const one of eachMerchant(deps)) {
    rows.push([one.code, one.name, one.currency, one.timeZone, kindOf(one), one.enabled ? 'enabled' : 'disabled']);
  }
  console.log(rows.length === 1 ? 'There are no merchants.' : table(rows));
};

const show = async (deps: CommandDeps, code: string): Promise<void> => {
  const merchant = await merchantNamed(deps, code);
  const at = deps.now();
  const secrets = await findSecrets(deps.database, deps.masterKeys, merchant.id, 'API', at);
  const until = secrets.map(({ retiresAt }) =>
    retiresAt === null ? 'without end' : `until ${retiresAt.toISOString()}`,
  );
  console.log(
    table([
      ['Code', merchant.code],
      ['Name', merchant.name],
      ['Country', merchant.countryCode || 'not set'],
      ['Currency', merchant.currency],
      ['Time zone', merchant.timeZone],
      ['Kind', kindOf(merchant)],
      ['State', merchant.enabled ? 'enabled' : 'disabled'],
      ['Clock', clockText(merchant, at)],
      ['May call', merchant.allowedAddresses.join(', ') || 'everybody'],
      ['Secret keys', until.length === 0 ? 'none' : `${until.length}, valid ${until.join(' and ')}`],
    ]),
  );
};

const rotateKey = async (deps: CommandDeps, code: string, overlapMs: number): Promise<void> => {
  const merchant = await merchantNamed(deps, code);
  const key = newSecretKey();
  const at = deps.now();
  await setSecret(deps, merchant.id, 'API', key, { at, overlapMs });
  // No overlap means that the old key may be in wrong hands, and so may sessions that it opened.
  if (overlapMs === 0) await endSessions(deps.database, merchant.id, at);
  const old =
    overlapMs === 0 ? 'The old one is no longer valid.' : `The old one stays valid for ${durationText(overlapMs)}.`;
  console.log(`The new secret key of ${merchant.code}, which is not shown again:\n${key}\n${old}`);
};

const change = async (
  deps: CommandDeps,
  code: string,
  changes: Partial<MerchantFacts>,
  outcome: string,
): Promise<void> => {
  const merchant = await merchantNamed(deps, code);
  await updateMerchant(deps.database, merchant.id, changes, deps.now());
  console.log(`Merchant ${merchant.code} ${outcome}. Running servers know of it within seconds.`);
};

const allowText = (addresses: readonly string[]): string =>
  addresses.length === 0 ? 'may be called from everywhere' : `may be called from ${addresses.join(', ')} only`;

const kindOf = ({ isTest }: MerchantRecord): string => (isTest ? 'test' : 'live');

/** "2027-01-31T10:00:00.000Z, 34 days ahead" */
export const clockText = ({ clockOffsetMs }: Pick<MerchantRecord, 'clockOffsetMs'>, at: Date): string => {
  const shown = new Date(at.getTime() + clockOffsetMs).toISOString();
  return clockOffsetMs === 0 ? `${shown}, the real time` : `${shown}, ${durationText(clockOffsetMs)} ahead`;
};

/** 40 letters and digits: 238 bits. */
const newSecretKey = (): string => randomReference(40, KEY_SIGNS);
