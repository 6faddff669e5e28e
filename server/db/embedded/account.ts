import { readFileSync, statSync } from 'node:fs';

/** A user that PostgreSQL may run as; it refuses to run as root. */
export type Account = { readonly name: string; readonly uid: number; readonly gid: number };

function accountsOf(passwd: string): Account[] {
  return passwd.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    if (name === undefined || uid === undefined || gid === undefined) return [];
    return [{ name, uid: Number(uid), gid: Number(gid) }];
  });
}

function ownerOf(folder: string): { uid: number; gid: number } | undefined {
  const stats = statSync(folder, { throwIfNoEntry: false });
  return stats === undefined || stats.uid === 0 ? undefined : { uid: stats.uid, gid: stats.gid };
}

/**
 * The account to drop to, or undefined when this process is an ordinary user and stays itself. An existing cluster
 * keeps its owner; a new one goes to `postgres` or else `nobody`.
 */
export function serverAccount(cluster: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = accountsOf(readFileSync('/etc/passwd', 'utf8'));
  const owner = ownerOf(cluster);
  if (owner !== undefined) {
    return { name: accounts.find((one) => one.uid === owner.uid)?.name ?? String(owner.uid), ...owner };
  }
  const account = ['postgres', 'nobody'].map((name) => accounts.find((one) => one.name === name)).find(Boolean);
  if (account === undefined) {
    throw new Error(
      'PostgreSQL does not run as root, and there is no user "postgres" or "nobody" to run it as. ' +
        'Start as an ordinary user, add such a user, or set DATABASE_URL to a server of your own.',
    );
  }
  return account;
}
