import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '../../prisma/generated/client.ts';
import { siteConfig } from './env.ts';
import { processWide } from './process-wide.ts';

/** The process's database client, with a pool of at most 10 connections. */
export function db(): PrismaClient {
  return processWide('db', () => {
    const adapter = new PrismaPg({
      connectionString: siteConfig().databaseUrl,
      max: 10,
      connectionTimeoutMillis: 5000,
    });
    return new PrismaClient({ adapter });
  });
}

export { Prisma } from '../../prisma/generated/client.ts';
export type { Lease } from '../../prisma/generated/client.ts';
