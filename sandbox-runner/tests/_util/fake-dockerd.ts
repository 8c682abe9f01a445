import type { Socket } from 'node:net';
import { answer, fakeVolume, type FakeVolume } from './fake-engine.ts';

/** What an engine answers to GET, by the beginning of the path; the longest that fits counts. */
export type Answers = Readonly<Record<string, (path: string) => unknown>>;

export interface FakeDockerd extends AsyncDisposable {
  readonly volume: FakeVolume;
  /** Paths that were asked for. */
  readonly asked: readonly string[];
  /** Tells all who listen to events. */
  tell(type: string, action: string, id: string): void;
}

/** An engine that answers what it is told to, and 404 to the rest. */
export async function fakeDockerd(answers: Answers): Promise<FakeDockerd> {
  const asked: string[] = [];
  const listeners = new Set<Socket>();
  const volume = await fakeVolume((socket, request) => {
    const path = request.split(' ')[1] ?? '';
    asked.push(path);
    if (path.startsWith('/events')) {
      socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n');
      listeners.add(socket);
      socket.on('close', () => listeners.delete(socket));
      return;
    }
    const known = Object.keys(answers).filter((prefix) => path.startsWith(prefix));
    const longest = known.sort((a, b) => b.length - a.length)[0];
    const body = longest === undefined ? undefined : answers[longest]?.(path);
    socket.end(body === undefined ? answer('{"message":"no"}', '404 Not Found') : answer(JSON.stringify(body)));
  });
  return {
    volume,
    asked,
    tell(type, action, id) {
      const event = { Type: type, Action: action, Actor: { ID: id, Attributes: {} }, timeNano: Date.now() * 1e6 };
      const text = `${JSON.stringify(event)}\n`;
      for (const socket of listeners) socket.write(`${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`);
    },
    [Symbol.asyncDispose]: () => volume[Symbol.asyncDispose](),
  };
}

/** A whole engine with `count` containers in the state `state`. */
export function anEngine(count: () => number, state = 'created'): Answers {
  const hex = (i: number): string => i.toString(16).padStart(64, '0');
  return {
    '/containers/json': () =>
      Array.from({ length: count() }, (_, i) => ({
        ...{ Id: hex(i), Names: [`/c${i}`], Image: 'busybox', ImageID: `sha256:${hex(1)}`, Command: 'sleep 1000' },
        ...{
          Created: i,
          Ports: [],
          Labels: {},
          State: state,
          Status: 'Created',
          HostConfig: { NetworkMode: 'default' },
        },
        NetworkSettings: { Networks: { bridge: { IPAddress: '172.17.0.2' } } },
        Mounts: [{ Type: 'volume', Name: `v${i}`, Source: '/v', Destination: '/data', Mode: '', RW: true }],
      })),
    '/containers/': () => ({
      RestartCount: 0,
      State: { OOMKilled: false, Error: '', StartedAt: '2026-01-01T00:00:00Z', FinishedAt: '0001-01-01T00:00:00Z' },
      HostConfig: { Memory: 0, NanoCpus: 0, RestartPolicy: { Name: 'no' } },
    }),
    '/images/json': () => [{ Id: `sha256:${hex(1)}`, RepoTags: ['busybox:latest'], Size: 1000, Created: 1 }],
    '/images/sha256%3A': (path) =>
      path.endsWith('/history') ? [{ CreatedBy: 'ADD x', Size: 1000 }] : { RootFS: { Layers: [`sha256:${hex(7)}`] } },
    '/networks': () => [
      {
        Id: hex(9),
        Name: 'bridge',
        Driver: 'bridge',
        Scope: 'local',
        Internal: false,
        IPAM: { Config: [] },
        Labels: {},
      },
    ],
    '/volumes': () => ({ Volumes: [] }),
    '/info': () => ({
      ...{ Name: 'fake', ServerVersion: '26' },
      Swarm: { LocalNodeState: 'inactive', ControlAvailable: false },
    }),
  };
}
