#!/usr/bin/env node
// `npx lesson …` is `npm run lesson -- …`.
process.argv.splice(2, 0, 'lesson');
await import('./bootstrap.mjs');
