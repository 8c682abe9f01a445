import { readdir, readFile, readlink } from 'node:fs/promises';

const listening = '0A';

/** The process that listens on TCP `port` of this machine, or undefined. Needs root for other users' processes. */
export async function listeningPid(port: number): Promise<number | undefined> {
  const hexPort = port.toString(16).toUpperCase().padStart(4, '0');
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFile(file, 'utf8').catch(() => '')),
  );
  const row = tables
    .flatMap((table) => table.split('\n').map((line) => line.trim().split(/\s+/)))
    .find((fields) => fields[1]?.endsWith(`:${hexPort}`) === true && fields[3] === listening);
  const inode = row?.[9];
  if (inode === undefined) return undefined;
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => []);
    for (const descriptor of descriptors) {
      const target = await readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => '');
      if (target === `socket:[${inode}]`) return Number(pid);
    }
  }
  return undefined;
}
