import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Account, serverAccount } from './account.ts';
import { type Binaries, findBinaries } from './binaries.ts';
import { createCluster, identity, serverEnvironment } from './cluster.ts';
import { type Holder, joinHolders } from './holders.ts';
import { homeFolder, socketFolder } from './places.ts';
import { isAlive, readPostmaster, signal, stopPostmaster } from './postmaster.ts';
import { type Answer, probe, type SocketConnection } from './probe.ts';

export type EmbeddedOptions = {
  /** The folder for the cluster, its log and its socket; made when absent. */
  readonly dataDir: string;
  /** Told of slow steps, one line each. */
  readonly onProgress?: (line: string) => void;
  /** Told when the server ends though nobody stopped it. */
  readonly onExit?: (reason: string) => void;
  /** No syncing to disk. For tests only: a crash of the machine loses the data. */
  readonly testMode?: boolean;
  /** How long a start may take, recovery after a crash included; default 60 000. */
  readonly startTimeoutMs?: number;
};

export type EmbeddedServer = {
  readonly connection: SocketConnection;
  readonly connectionString: string;
  /** Whether the server was running already, left by a process that was killed or shared with one that lives. */
  readonly adopted: boolean;
  readonly pid: number;
  /** Where the data lie: `dataDir`, or the folder that `dataDir/location` names. */
  readonly home: string;
  /** Leaves the server and, when no other process uses it, shuts it down. */
  stop(): Promise<void>;
};

const port = 5432;
const user = 'sutler';

/** How long a server that holds the lock but does not answer is waited for: it may be dying, or a zombie. */
const lockPatienceMs = 8_000;
const stopBoundMs = 30_000;

type Site = {
  readonly home: string;
  readonly cluster: string;
  readonly log: string;
  readonly account: Account | undefined;
  readonly binaries: Binaries;
  readonly testMode: boolean;
};

type Running = {
  readonly connection: SocketConnection;
  readonly pid: number;
  readonly child: ChildProcess | undefined;
};

function settings(site: Site, socket: string): string[] {
  const values: Record<string, string | number> = {
    listen_addresses: '',
    port,
    unix_socket_directories: socket,
    unix_socket_permissions: '0700',
    max_connections: 60,
    shared_buffers: '128MB',
    max_wal_size: '512MB',
    min_wal_size: '80MB',
    wal_level: 'minimal',
    max_wal_senders: 0,
    fsync: site.testMode ? 'off' : 'on',
    synchronous_commit: site.testMode ? 'off' : 'on',
    full_page_writes: site.testMode ? 'off' : 'on',
    lc_messages: 'C',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Tables of a young database grow from nothing; until they are analysed, plans by key may take a wrong index.
    autovacuum_naptime: site.testMode ? '60s' : '5s',
    log_checkpoints: 'off',
    cluster_name: 'sutler',
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function connectionTo(host: string): SocketConnection {
  return { host, port, user, database: user };
}

function connectionStringOf(connection: SocketConnection): string {
  return `postgresql://${connection.user}@localhost:${connection.port}/${connection.database}?host=${encodeURIComponent(connection.host)}`;
}

function logTail(log: string): string {
  return existsSync(log) ? readFileSync(log, 'utf8').slice(-2_000) : '';
}

const largestLogBytes = 10_000_000;

function openLog(log: string): number {
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > largestLogBytes) renameSync(log, `${log}.old`);
  return openSync(log, 'a', 0o600);
}

/** Starts the server in a session of its own, so that Ctrl-C in the terminal reaches this process alone. */
function spawnPostgres(site: Site, socket: string): ChildProcess {
  const log = openLog(site.log);
  const child = spawn(site.binaries.postgres, ['-D', site.cluster, ...settings(site, socket)], {
    ...identity(site.account),
    cwd: '/',
    env: serverEnvironment,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.on('error', () => undefined);
  child.unref();
  return child;
}

const hasEnded = (child: ChildProcess) =>
  child.pid === undefined || child.exitCode !== null || child.signalCode !== null;

async function findRunning(cluster: string): Promise<{ answer: Answer; running?: Running }> {
  const postmaster = readPostmaster(cluster);
  if (postmaster === undefined) return { answer: 'silent' };
  const connection = { ...connectionTo(postmaster.socketFolder), port: postmaster.port };
  const answer = await probe(connection);
  return { answer, running: { connection, pid: postmaster.pid, child: undefined } };
}

/** Waits until the child answers; undefined when it ended instead (another server holds the lock, or it cannot start). */
async function waitForChild(child: ChildProcess, socket: string, deadline: number): Promise<Running | undefined> {
  const connection = connectionTo(socket);
  while (Date.now() < deadline) {
    if (hasEnded(child)) return undefined;
    if ((await probe(connection)) === 'ready' && child.pid !== undefined && !hasEnded(child)) {
      return { connection, pid: child.pid, child };
    }
    await sleep(15);
  }
  if (child.pid !== undefined) signal(child.pid, 'SIGQUIT');
  return undefined;
}

async function spawnAndWait(site: Site, deadline: number): Promise<Running | undefined> {
  const socket = socketFolder(site.home, site.account);
  const child = spawnPostgres(site, socket);
  const running = await waitForChild(child, socket, deadline);
  if (running === undefined && !socket.startsWith(site.home)) rmSync(socket, { recursive: true, force: true });
  return running;
}

/**
 * Adopts a server that answers, else starts one. Whether a lock file is stale is left to PostgreSQL, which knows best:
 * its refusal sends us round again, to adopt the server of a starter that was faster or to outlast a dying one.
 */
async function adoptOrSpawn(site: Site, startTimeoutMs: number): Promise<Running & { adopted: boolean }> {
  const deadline = Date.now() + startTimeoutMs;
  let patience = Date.now() + lockPatienceMs;
  while (Date.now() < Math.min(deadline, patience)) {
    const { answer, running } = await findRunning(site.cluster);
    if (answer === 'ready' && running !== undefined) return { ...running, adopted: true };
    if (answer === 'starting') {
      patience = Date.now() + lockPatienceMs;
    } else {
      const started = await spawnAndWait(site, deadline);
      if (started !== undefined) return { ...started, adopted: false };
    }
    await sleep(100);
  }
  throw new Error(`The embedded PostgreSQL in ${site.cluster} did not start.\n${logTail(site.log)}`);
}

function watch(running: Running, onEnd: (reason: string) => void): () => void {
  if (running.child !== undefined) {
    const { child } = running;
    const listener = (code: number | null, by: string | null) =>
      onEnd(by === null ? `exit code ${code}` : `signal ${by}`);
    child.on('exit', listener);
    return () => child.off('exit', listener);
  }
  const timer = setInterval(() => {
    if (!isAlive(running.pid)) onEnd('the process is gone');
  }, 1_000);
  timer.unref();
  return () => clearInterval(timer);
}

function prepareSite(options: EmbeddedOptions): Site {
  const home = homeFolder(options.dataDir, serverAccount);
  const cluster = join(home, 'cluster');
  const account = serverAccount(cluster);
  const need = { account, initdb: !existsSync(join(cluster, 'PG_VERSION')) };
  const binaries = findBinaries(home, need, options.onProgress ?? (() => undefined));
  return { home, cluster, account, binaries, log: join(home, 'postgres.log'), testMode: options.testMode ?? false };
}

function handleOf(
  site: Site,
  running: Running & { adopted: boolean },
  holder: Holder,
  onExit: (r: string) => void,
): EmbeddedServer {
  const stopNow = () => {
    if (holder.leave()) signal(running.pid, 'SIGINT');
  };
  process.once('exit', stopNow);
  const unwatch = watch(running, (reason) => {
    unwatch();
    onExit(reason);
  });
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    unwatch();
    process.off('exit', stopNow);
    if (!holder.leave()) return;
    await stopPostmaster(running.pid, stopBoundMs);
    const { host } = running.connection;
    if (!host.startsWith(site.home)) rmSync(host, { recursive: true, force: true });
  };
  return {
    connection: running.connection,
    connectionString: connectionStringOf(running.connection),
    adopted: running.adopted,
    pid: running.pid,
    home: site.home,
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

/**
 * Starts the PostgreSQL that comes with the program, or adopts the one that runs on the folder already. It listens on
 * a UNIX socket in a folder closed to other users, and never on the network; that folder is the only key, so there is
 * no password. Throws with the end of the server's log when it does not come up.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const site = prepareSite(options);
  if (!existsSync(join(site.cluster, 'PG_VERSION'))) {
    options.onProgress?.(`Creating a database cluster in ${site.cluster}`);
    await createCluster(site.cluster, user, site.binaries.initdb, site.account, site.testMode);
  }
  const holder = joinHolders(site.home);
  try {
    const running = await adoptOrSpawn(site, options.startTimeoutMs ?? 60_000);
    return handleOf(site, running, holder, options.onExit ?? (() => undefined));
  } catch (error) {
    holder.leave();
    throw error;
  }
}
