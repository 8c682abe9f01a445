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

/**
 * Did a write fail because a unique key is taken? By code, not by class: the client is shared between module graphs, each
 * of which has the class once.
 */
export function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'P2002';
}

export type { Certificate, Checkpoint, Lease, LeaseNode, Prisma } from '../../prisma/generated/client.ts';
