const byName: readonly (readonly [RegExp, string])[] = [
  [/^(dockerfile|containerfile)(\..+)?$/i, 'dockerfile'],
  [/\.(dockerfile|containerfile)$/i, 'dockerfile'],
  [/^(gnu)?makefile$|\.mk$/i, 'makefile'],
  [/^nginx\.conf$|\.nginx$/i, 'nginx'],
  [/\.ya?ml$/i, 'yaml'],
  [/\.(json|jsonc)$|^\.(babelrc|eslintrc|prettierrc)$/i, 'json'],
  [/\.(sh|bash|zsh|ash)$|^\.?(bashrc|bash_profile|bash_logout|profile|zshrc)$/i, 'shell'],
  [/\.(js|mjs|cjs|jsx)$/i, 'javascript'],
  [/\.(ts|mts|cts|tsx)$/i, 'typescript'],
  [/\.py$/i, 'python'],
  [/\.go$/i, 'go'],
  [/\.html?$/i, 'html'],
  [/\.css$/i, 'css'],
  [/\.md$/i, 'markdown'],
  [/\.(ini|toml|cfg|properties|service)$|^\.env(\..+)?$|\.env$/i, 'ini'],
  [/^\.(docker|git)ignore$/, 'ignore'],
];

/** Monaco's id of the language of a file, told by its path and, where that says nothing, by the first line. */
export function languageOf(path: string, text: string): string {
  const name = path.split('/').at(-1) ?? '';
  const found = byName.find(([pattern]) => pattern.test(name));
  if (found !== undefined) return found[1];
  // A server's own files have all kinds of names below these.
  if (/\.conf(\..+)?$/i.test(name))
    return /^\s*(server|http|upstream|events|location)\b[^\n=]*\{/m.test(text) ? 'nginx' : 'ini';
  const program = /^#!.*?([a-z]+)[\d.]*\s*$/m.exec(text.split('\n', 1)[0] ?? '')?.[1] ?? '';
  if (['sh', 'bash', 'ash', 'dash', 'zsh'].includes(program)) return 'shell';
  if (program === 'node') return 'javascript';
  return program === 'python' ? 'python' : 'plaintext';
}

/** Is it a Compose file by its name, as `docker compose` and people name them? */
export function isComposeFile(path: string): boolean {
  return /(^|\/)(docker-)?compose([.-][^/]+)?\.ya?ml$/i.test(path);
}
