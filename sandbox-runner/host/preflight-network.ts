import { run, runIn } from './command.ts';
import type { Problem } from './preflight.ts';

/** Makes a namespace with a bridge, a pair of interfaces and a firewall rule, as each sandbox will need. */
export async function networkFeatures(): Promise<Problem[]> {
  const name = `slipway-try-${process.pid}`;
  const problem = (what: string, error: unknown, remedy: string): Problem[] => [
    {
      what: `${what} (${error instanceof Error ? error.message.replaceAll('\n', ' ') : String(error)})`,
      remedy,
      fatal: true,
    },
  ];
  try {
    await run('ip', ['netns', 'add', name]);
  } catch (error) {
    return problem(
      "a network namespace can't be made",
      error,
      'Use a kernel with CONFIG_NET_NS, and no container without CAP_SYS_ADMIN',
    );
  }
  const netns = `/run/netns/${name}`;
  try {
    await runIn(netns, 'ip', ['link', 'add', 'try0', 'type', 'bridge']);
    await runIn(netns, 'ip', ['link', 'add', 'try1', 'type', 'veth', 'peer', 'name', 'try2']);
  } catch (error) {
    await run('ip', ['netns', 'delete', name], { allowFailure: true });
    return problem(
      "bridges or veth interfaces can't be made",
      error,
      'Use a kernel with CONFIG_BRIDGE and CONFIG_VETH',
    );
  }
  try {
    const rules =
      '*filter\n-A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT\n-A INPUT -j REJECT\nCOMMIT\n*nat\n-A POSTROUTING -j MASQUERADE\nCOMMIT\n';
    await runIn(netns, 'iptables-restore', [], { stdin: rules });
    return [];
  } catch (error) {
    return problem(
      "iptables rules can't be set",
      error,
      'Use a kernel with netfilter (conntrack, REJECT, MASQUERADE); update-alternatives --config iptables chooses between nft and legacy',
    );
  } finally {
    await run('ip', ['netns', 'delete', name], { allowFailure: true });
  }
}
