import { fileURLToPath } from 'node:url';
import { defineConfig } from 'prisma/config';

// Prisma's own schema engine is a binary that it would download; ours answers the same protocol from npm packages alone.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= fileURLToPath(new URL('./prisma/schema-engine.mjs', import.meta.url));
process.env.CHECKPOINT_DISABLE ??= '1';

/** For the `prisma` command only: `prisma generate`, and `prisma migrate dev` when a migration is written. */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://slipway@localhost/slipway' },
});
