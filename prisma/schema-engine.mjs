#!/usr/bin/env node
/**
 * A stand-in for Prisma's schema-engine binary: the same JSON-RPC over stdio, answered by @prisma/schema-engine-wasm
 * through the PostgreSQL adapter. Prisma would otherwise download the binary from a host that a classroom may not reach.
 * Started by the `prisma` command through prisma.config.ts; SE_DEBUG=1 shows what goes on.
 */
import { createRequire } from 'node:module';
import { readFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

const charOid = 18;
const textOid = 25;
const argv = process.argv.slice(2);
const debug = process.env.SE_DEBUG ? (text) => process.stderr.write(`${text}\n`) : () => undefined;
debug(`arguments ${JSON.stringify(argv)}`);

if (argv.includes('--version') || argv.includes('-V')) {
  console.log(`schema-engine-cli ${engineModule.version?.()}`);
  process.exit(0);
}
const datasource = JSON.parse(option('--datasource') ?? '{}');
if (argv.includes('cli')) await runCliCommand(argv.at(-1));
else await serve();

function option(name) {
  const at = argv.indexOf(name);
  return at < 0 ? undefined : argv[at + 1];
}

/** `--datamodels` is followed by a list of paths. */
function readDatamodels() {
  const at = argv.indexOf('--datamodels');
  if (at < 0) return undefined;
  const rest = argv.slice(at + 1);
  const end = rest.findIndex((word) => word.startsWith('--'));
  return rest.slice(0, end < 0 ? undefined : end).map((path) => [path, readFileSync(path, 'utf8')]);
}

/** Not a connection string: the adapter lets that override the name of the shadow database. */
function pgConfig(url) {
  const u = new URL(url);
  return {
    host: u.searchParams.get('host') ?? u.hostname,
    port: Number(u.port || 5432),
    user: decodeURIComponent(u.username),
    password: decodeURIComponent(u.password),
    database: decodeURIComponent(u.pathname.slice(1)),
  };
}

/** The adapter does not know the catalogue type "char"; the engine must get it as a character. */
function adapterFactory(config, schema) {
  const charColumns = new Set();
  const asText = (result) => {
    for (const one of [result].flat()) {
      for (const field of one?.fields ?? []) {
        if (field.dataTypeID !== charOid) continue;
        field.dataTypeID = textOid;
        charColumns.add(field.name);
      }
    }
    return result;
  };
  class Client extends pg.Client {
    query(...args) {
      const callback = args.at(-1);
      if (typeof callback === 'function')
        args[args.length - 1] = (error, result) => callback(error, result && asText(result));
      const result = super.query(...args);
      return result?.then ? result.then(asText) : result;
    }
  }
  const factory = new PrismaPg(new pg.Pool({ ...config, Client, max: 1 }), { schema, disposeExternalPool: true });
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const connection = await connect();
    const queryRaw = connection.queryRaw.bind(connection);
    connection.queryRaw = async (query) => {
      const result = await queryRaw(query);
      result.columnNames.forEach((name, i) => {
        if (charColumns.has(name)) result.columnTypes[i] = ColumnTypeEnum.Character;
      });
      return result;
    };
    return connection;
  };
  return factory;
}

/** The adapter would drop the shadow database before it closes its own pool on it: we make and drop it ourselves. */
function factoryFor(url) {
  const schema = new URL(url).searchParams.get('schema') ?? undefined;
  const factory = adapterFactory(pgConfig(url), schema);
  factory.connectToShadowDb = async () => {
    const database = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
    const admin = new pg.Client(pgConfig(url));
    await admin.connect();
    await admin.query(`CREATE DATABASE "${database}"`);
    const connection = await adapterFactory({ ...pgConfig(url), database }, schema).connect();
    const dispose = connection.dispose.bind(connection);
    connection.dispose = async () => {
      await dispose();
      await admin.query(`DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`);
      await admin.end();
    };
    return connection;
  };
  return factory;
}

/** The sub-commands that Prisma asks for outside JSON-RPC. Errors go to stderr as JSON lines; Prisma drops the first. */
async function runCliCommand(command) {
  const config = pgConfig(datasource.url);
  const run = async (database, sql) => {
    const client = new pg.Client({ ...config, database });
    await client.connect();
    if (sql !== undefined) await client.query(sql);
    await client.end();
  };
  try {
    if (command === 'can-connect-to-database') await run(config.database);
    else if (command === 'create-database') await run('postgres', `CREATE DATABASE "${config.database}"`);
    else if (command === 'drop-database') await run('postgres', `DROP DATABASE "${config.database}"`);
    process.exit(0);
  } catch (error) {
    const code = { '3D000': 'P1003', '28P01': 'P1000' }[error.code] ?? 'P1001';
    log('INFO', { message: 'cli' });
    log('ERROR', { message: error.message, error_code: code, is_panic: false, meta: {} });
    process.exit(1);
  }
}

function log(level, fields) {
  writeSync(
    2,
    `${JSON.stringify({ timestamp: new Date().toISOString(), level, fields, target: 'schema_engine::logger' })}\n`,
  );
}

async function startEngine() {
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    set_message: (message) => process.stderr.write(`schema engine panic: ${message}\n`),
  };
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve('@prisma/schema-engine-wasm/schema_engine_bg'));
  const wasm = readFileSync(join(folder, 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': engineModule });
  engineModule.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  const adapter = bindMigrationAwareSqlAdapterFactory(factoryFor(datasource.url));
  return engineModule.SchemaEngine.new({ datamodels: readDatamodels() }, debug, adapter);
}

async function serve() {
  let engine;
  let nextId = 1_000_000;
  const waiting = new Map();
  const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const answer = async ({ id, method, params }) => {
    try {
      engine ??= startEngine();
      const live = await engine;
      if (typeof live[method] !== 'function') throw new Error(`method not available: ${method}`);
      const result = await live[method](params);
      if (method === 'diff' && typeof result?.stdout === 'string') {
        const printId = nextId++;
        const printed = new Promise((resolve) => waiting.set(printId, resolve));
        send({ id: printId, method: 'print', params: { content: result.stdout } });
        await Promise.race([printed, new Promise((resolve) => setTimeout(resolve, 500))]);
        result.stdout = null;
      }
      send({ id, result: result ?? null });
    } catch (error) {
      debug(`${method}: ${error?.stack}`);
      const code = error?.code === undefined ? {} : { error_code: error.code };
      const data = { is_panic: false, message: error?.message ?? String(error), meta: error?.meta ?? {}, ...code };
      send({ id, error: { code: 4466, message: 'An error happened. Check the data field for details.', data } });
    }
  };
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue;
    const message = JSON.parse(line);
    if (message.method === undefined) waiting.get(message.id)?.();
    else void answer(message);
  }
}
