import { expect, test } from 'vitest';
import { quietSh } from './_util/quiet-sh.ts';
import { testRunner } from './_util/test-runner.ts';
import { until } from './_util/until.ts';

/** What the sandbox's image changes in the engine's programs (docs/decisions/018), and that nobody sees it. */
test('the engine lies at a fixed address, with a short list of networks and without what it never calls, and a swarm’s networks are the usual ones', async () => {
  await using runner = await testRunner();
  const { id } = await runner.client.create();
  const sh = async (script: string): Promise<string> => (await quietSh(runner, id, script)).trim();
  // ELF's e_type: 2 is an executable at a fixed address.
  for (const program of ['/usr/sbin/dockerd', '/usr/bin/docker', '/usr/sbin/docker-proxy'])
    expect([program, await sh(`od -An -td2 -j16 -N2 ${program}`)]).toEqual([program, '2']);
  const trace = await sh('GODEBUG=inittrace=1 dockerd --version 2>&1 | grep libnetwork/ipamutils');
  expect(Number(/(\d+) bytes/.exec(trace)?.[1])).toBeLessThan(100_000);
  const kept = 'distribution/reference';
  for (const [program, left] of [
    [
      'dockerd',
      'publicsuffix|zlint/v3/(util|lints/cabf_br |lints/rfc )|zcrypto/(util|x509/pkix)|tracestate|opencensus.io/resource',
    ],
    ['containerd', 'blackfriday|x/net/html|cri-api/pkg/apis/runtime|k8s.io/api/core'],
  ] as const) {
    const prepared = await sh(`GODEBUG=inittrace=1 ${program} --version 2>&1 | grep -E '^init .*(${left}|${kept})'`);
    expect([program, prepared.match(/^init \S+/gm)]).toEqual([program, [`init github.com/${kept}`]]);
  }

  const subnets = "docker network inspect -f '{{.Name}} {{range .IPAM.Config}}{{.Subnet}}{{end}}'";
  await sh('docker swarm init && docker network create -d overlay one && docker network create -d overlay two');
  // The swarm gives a network its addresses after `docker network create` has ended.
  const has = (names: string, expected: RegExp): Promise<boolean> =>
    until(`${names}: ${expected}`, async () => expected.test(await sh(`${subnets} ${names}`)));
  await has('ingress one two', /^ingress 10\.0\.0\.0\/24\none 10\.0\.1\.0\/24\ntwo 10\.0\.2\.0\/24$/);
  await sh('docker swarm leave --force && docker swarm init --default-addr-pool 10.20.0.0/16');
  await sh('docker network create -d overlay three && docker network create four');
  await has('ingress three four', /^ingress 10\.20\.0\.0\/24\nthree 10\.20\.1\.0\/24\nfour 172\.\d+\.0\.0\/16$/);
});
