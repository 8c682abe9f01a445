import { existsSync } from 'node:fs';
import { readFile, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../protocol/errors.ts';
import { findProgram, run, runIn } from './command.ts';

/** The one address that sandboxes can reach, and the range out of which their networks come. */
export const gatewayAddress = '10.212.0.1';
export const sandboxRange = '10.213.0.0/16';
/** The engine's own bridge, on which images are built. */
export const builderGateway = '10.212.1.1';
/** Both. */
const clientRange = '10.212.0.0/15';
/** Of the names of bridges between sandboxes. */
export const bridgePrefix = 'slot';
/** Ports of the gateway: names, package mirror, registry. */
export const gatewayPorts = { dns: 53, http: 80, registry: 5000 } as const;

/** Type of the file system of namespaces, as statfs(2) tells it. */
const nsfsMagic = 0x6e736673;

/**
 * Makes the network namespace `name`, or leaves it as it is when it is there (which `runDir` remembers): no link to the host, no route out,
 * no forwarding from one network to another; only the gateway's address and three open ports on it.
 */
export async function ensureNamespace(name: string, runDir: string): Promise<void> {
  const netns = `/run/netns/${name}`;
  const marker = join(runDir, 'namespace');
  // The inode tells this namespace from one of the same name before it.
  const stamp = async (): Promise<string> => `${(await stat(netns)).ino} ${firewallRules(true)}`;
  if (existsSync(netns) && (await readFile(marker, 'utf8').catch(() => '')) === (await stamp())) return;
  // A file without a namespace behind it is left by an earlier boot, where /run is on a disk.
  if (existsSync(netns) && (await statfs(netns)).type !== nsfsMagic) await removeNamespace(name);
  if (!existsSync(netns)) await run('ip', ['netns', 'add', name]);
  await runIn(netns, 'ip', ['link', 'set', 'lo', 'up']);
  await runIn(netns, 'ip', ['address', 'replace', `${gatewayAddress}/32`, 'dev', 'lo']);
  await runIn(netns, 'sysctl', [
    '-qw',
    'net.ipv4.ip_forward=0',
    'net.ipv4.conf.all.rp_filter=1',
    'net.ipv4.conf.default.rp_filter=1',
    'net.ipv4.conf.all.accept_redirects=0',
    'net.ipv4.conf.all.send_redirects=0',
  ]);
  // Absent where the kernel has no IPv6 at all, which is as good.
  await runIn(netns, 'sysctl', ['-qw', 'net.ipv6.conf.all.disable_ipv6=1', 'net.ipv6.conf.default.disable_ipv6=1'], {
    allowFailure: true,
  });
  await restoreRules(netns);
  await writeFile(marker, await stamp());
}

/** Removes the namespace; success if it is not there. */
export async function removeNamespace(name: string): Promise<void> {
  if (existsSync(`/run/netns/${name}`)) await run('ip', ['netns', 'delete', name]);
}

/**
 * Sandboxes on one bridge (the nodes of one lease) talk to each other; their packets pass these rules where the kernel
 * shows bridged ones to iptables, and leave no trace in the connection tracking that all share.
 * What may come in: from sandboxes three ports of the gateway, and of names and new connections no more in a second than
 * honest use needs, each sandbox for itself: a flood must not keep the gateway from the others.
 */
function firewallRules(withLimits: boolean): string {
  const from = `-A INPUT -s ${clientRange} -d ${gatewayAddress}/32`;
  const limit = (name: string, perSecond: number): string =>
    withLimits
      ? ` -m hashlimit --hashlimit-name ${name} --hashlimit-mode srcip --hashlimit-upto ${perSecond}/sec --hashlimit-burst ${perSecond * 2}`
      : '';
  return [
    '*raw',
    ':PREROUTING ACCEPT [0:0]',
    ':OUTPUT ACCEPT [0:0]',
    `-A PREROUTING -i ${bridgePrefix}+ ! -d ${gatewayAddress}/32 -j CT --notrack`,
    'COMMIT',
    '*filter',
    ':INPUT DROP [0:0]',
    ':FORWARD DROP [0:0]',
    ':OUTPUT ACCEPT [0:0]',
    '-A FORWARD -m physdev --physdev-is-bridged -j ACCEPT',
    '-A INPUT -i lo -j ACCEPT',
    // Before the rule on established flows: all questions of one sender may be one flow.
    `${from} -p udp --dport ${gatewayPorts.dns}${limit('names', 200)} -j ACCEPT`,
    `-A INPUT -p udp --dport ${gatewayPorts.dns} -j DROP`,
    '-A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT',
    ...Object.values(gatewayPorts).map(
      (port) => `${from} -p tcp --dport ${port}${limit(`port${port}`, 100)} -j ACCEPT`,
    ),
    // Refused at once instead of dropped, so that a learner's mistake answers instead of hanging.
    '-A INPUT -p tcp -j REJECT --reject-with tcp-reset',
    '-A INPUT -j REJECT --reject-with icmp-admin-prohibited',
    'COMMIT',
    '',
  ].join('\n');
}

/** iptables-restore replaces the whole table at once: there is no moment in which more is open. */
async function restoreRules(netns: string): Promise<void> {
  const failures: string[] = [];
  for (const withLimits of [true, false]) {
    for (const variant of ['iptables-restore', 'iptables-nft-restore', 'iptables-legacy-restore']) {
      if (findProgram(variant) === undefined) continue;
      const result = await runIn(netns, variant, [], { stdin: firewallRules(withLimits), allowFailure: true });
      if (result.exitCode === 0) return;
      failures.push(`${variant}: ${result.stderr.trim()}`);
    }
  }
  throw new AppError(
    'host_unfit',
    `the firewall rules of the sandboxes' network could not be set; the kernel must offer iptables (filter, conntrack, REJECT).\n${failures.join('\n')}`,
  );
}
