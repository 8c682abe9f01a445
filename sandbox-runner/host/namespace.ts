import { existsSync } from 'node:fs';
import { AppError } from '../../protocol/errors.ts';
import { findProgram, run, runIn } from './command.ts';

/** The one address that sandboxes can reach, and the range out of which their networks come. */
export const gatewayAddress = '10.212.0.1';
export const sandboxRange = '10.213.0.0/16';
/** The engine's own bridge, on which images are built. */
export const builderGateway = '10.212.1.1';
/** Both. */
const clientRange = '10.212.0.0/15';
/** Ports of the gateway: names, package mirror, registry. */
export const gatewayPorts = { dns: 53, http: 80, registry: 5000 } as const;

/**
 * Makes the network namespace `name`, or leaves it as it is when it is there: no link to the host, no route out,
 * no forwarding between sandboxes; only the gateway's address and three open ports on it.
 */
export async function ensureNamespace(name: string): Promise<void> {
  const netns = `/run/netns/${name}`;
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
}

/** Removes the namespace; success if it is not there. */
export async function removeNamespace(name: string): Promise<void> {
  if (existsSync(`/run/netns/${name}`)) await run('ip', ['netns', 'delete', name]);
}

/** iptables-restore replaces the whole table at once: there is no moment in which more is open. */
async function restoreRules(netns: string): Promise<void> {
  const from = `-A INPUT -s ${clientRange} -d ${gatewayAddress}/32`;
  const rules = [
    '*filter',
    ':INPUT DROP [0:0]',
    ':FORWARD DROP [0:0]',
    ':OUTPUT ACCEPT [0:0]',
    '-A INPUT -i lo -j ACCEPT',
    '-A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT',
    `${from} -p udp --dport ${gatewayPorts.dns} -j ACCEPT`,
    ...Object.values(gatewayPorts).map((port) => `${from} -p tcp --dport ${port} -j ACCEPT`),
    // Refused at once instead of dropped, so that a learner's mistake answers instead of hanging.
    '-A INPUT -p tcp -j REJECT --reject-with tcp-reset',
    '-A INPUT -j REJECT --reject-with icmp-admin-prohibited',
    'COMMIT',
    '',
  ].join('\n');
  const failures: string[] = [];
  for (const variant of ['iptables-restore', 'iptables-nft-restore', 'iptables-legacy-restore']) {
    if (findProgram(variant) === undefined) continue;
    const result = await runIn(netns, variant, [], { stdin: rules, allowFailure: true });
    if (result.exitCode === 0) return;
    failures.push(`${variant}: ${result.stderr.trim()}`);
  }
  throw new AppError(
    'host_unfit',
    `the firewall rules of the sandboxes' network could not be set; the kernel must offer iptables (filter, conntrack, REJECT).\n${failures.join('\n')}`,
  );
}
