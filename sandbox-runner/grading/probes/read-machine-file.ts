import type { SandboxHandle } from '../../sandbox/sandbox-handle.ts';
import { maxProbeBytes, type FoundFile, type ProbeResult } from './probe.ts';

const timeoutMs = 5000;

/** Type of the entry itself; mode and owner of what it leads to; then the beginning of its content. */
const script = `
[ -e "$1" ] || [ -L "$1" ] || { echo nothing; exit 0; }
stat -c %F -- "$1"
stat -L -c '%a %u' -- "$1" 2>/dev/null || echo '0 0'
[ -f "$1" ] && head -c ${maxProbeBytes} -- "$1"
true`;

/** What is at the absolute `path` on the machine, by a program run there as its root. Throws as SandboxHandle.exec. */
export async function readMachineFile(handle: SandboxHandle, path: string): Promise<ProbeResult> {
  const { stdout } = await handle.exec(['sh', '-c', script, 'sh', path], {
    ...{ user: '0:0', cwd: '/', env: { LC_ALL: 'C' } },
    ...{ timeoutMs, maxOutputBytes: maxProbeBytes + 200 },
  });
  const [type = '', facts = '', ...rest] = stdout.split('\n');
  if (type === 'nothing') return { kind: 'nothing' };
  const [, mode, owner] = /^([0-7]{1,4}) (\d{1,10})$/.exec(facts) ?? [];
  if (mode === undefined) return { kind: 'unknown', why: 'This file of the machine could not be read.' };
  return { kind: 'file', type: typeOf(type), mode: parseInt(mode, 8), owner: Number(owner), text: rest.join('\n') };
}

function typeOf(word: string): FoundFile['type'] {
  if (word.startsWith('regular')) return 'file';
  if (word === 'directory') return 'folder';
  return word === 'symbolic link' ? 'link' : 'other';
}
