import { expect, test } from 'vitest';
import { isComposeFile, languageOf } from './language-of.ts';

test('a file’s language is told by its name', () => {
  const names: Readonly<Record<string, string>> = {
    Dockerfile: 'dockerfile',
    'app/Dockerfile.dev': 'dockerfile',
    'web.Dockerfile': 'dockerfile',
    'compose.yaml': 'yaml',
    'package.json': 'json',
    'run.sh': 'shell',
    '.bashrc': 'shell',
    '.env': 'ini',
    '.env.local': 'ini',
    'nginx.conf': 'nginx',
    'server.mjs': 'javascript',
    'main.go': 'go',
    Makefile: 'makefile',
    '.dockerignore': 'ignore',
    'notes.txt': 'plaintext',
    'with space/naïve 🐳': 'plaintext',
  };
  for (const [name, language] of Object.entries(names)) expect(languageOf(name, ''), name).toBe(language);
});

test('where the name says nothing, the text may', () => {
  expect(languageOf('conf.d/default.conf', 'server {\n  listen 80;\n}')).toBe('nginx');
  expect(languageOf('my.conf', 'key = value')).toBe('ini');
  expect(languageOf('entrypoint', '#!/bin/sh\nexec "$@"')).toBe('shell');
  expect(languageOf('tool', '#!/usr/bin/env python3\n')).toBe('python');
  expect(languageOf('notes', 'see\n#!/bin/sh')).toBe('plaintext');
});

test('Compose files', () => {
  for (const path of ['compose.yaml', 'a/b/docker-compose.yml', 'compose.override.yaml', 'docker-compose-dev.yml'])
    expect(isComposeFile(path), path).toBe(true);
  for (const path of ['decompose.yaml', 'compose.json', 'k8s.yaml', 'compose/readme.yaml'])
    expect(isComposeFile(path), path).toBe(false);
});
