import type { NextConfig } from 'next';

const root = import.meta.dirname;

/** The site is served by app/server.mts, which also sets every security header: see app/_server/page-headers.ts. */
const config: NextConfig = {
  output: 'standalone',
  outputFileTracingRoot: root,
  turbopack: {
    root,
    // monaco-yaml asks for the place where Monaco had its worker before 0.55.
    resolveAlias: { 'monaco-editor/esm/vs/editor/editor.worker.js': 'monaco-editor/editor/editor.worker' },
  },
  images: { unoptimized: true },
  // Lessons are read from LESSONS_DIR while the site runs, and pictures are served as they are.
  outputFileTracingExcludes: {
    '/**': ['lessons/**', 'lesson-kit/**', 'bench/**', 'sandbox-runner/**', 'e2e/**', 'docs/**'],
    'next-server': ['node_modules/sharp/**', 'node_modules/@img/**'],
  },
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
};

export default config;
