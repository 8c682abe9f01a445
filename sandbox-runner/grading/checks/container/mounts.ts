import type { ContainerFact } from '../../../../protocol/checks.ts';
import type { ContainerDetails } from '../../../docker/container-schemas.ts';
import { learnerHome } from '../../../sandbox/sandbox-handle.ts';
import { list, quote } from '../../words.ts';
import { lookAtPart, onDetails, type Condition } from './condition.ts';

type Wanted = NonNullable<ContainerFact['mounts']>[number];
type Mount = ContainerDetails['mounts'][number];

/** What is mounted where. */
export function mountConditions({ mounts }: ContainerFact): Condition[] {
  return (mounts ?? []).map((wanted) =>
    onDetails({
      expects: `has ${wantedText(wanted)} mounted at ${quote(wanted.target)}${wanted.readOnly === true ? ', read-only' : ''}`,
      holds: (d) => d.mounts.some((mount) => missing(mount, wanted) === undefined),
      found: (d) => {
        const there = d.mounts.find((mount) => samePath(mount.target, wanted.target));
        if (there !== undefined) return missing(there, wanted) ?? '';
        if (d.mounts.length === 0) return 'has nothing mounted';
        return `has nothing mounted at ${quote(wanted.target)}, but at ${list(d.mounts.map(({ target }) => target))}`;
      },
      lookAt: lookAtPart('.Mounts'),
    }),
  );
}

/** What `mount` is instead of what is wanted; undefined: it is that. */
function missing(mount: Mount, { target, type, source, readOnly }: Wanted): string | undefined {
  if (!samePath(mount.target, target)) return `has nothing mounted at ${quote(target)}`;
  const is = `has ${mountText(mount)} mounted at ${quote(target)}`;
  if (type !== undefined && mount.type !== type) return is;
  if (source !== undefined && !isSource(mount, source)) return is;
  if (readOnly === undefined || mount.isWritable !== readOnly) return undefined;
  return readOnly
    ? `may write to what is mounted at ${quote(target)}; ${quote(':ro')} at the end forbids it`
    : `may not write to what is mounted at ${quote(target)}`;
}

function isSource(mount: Mount, source: string): boolean {
  if (mount.type === 'volume') return mount.source === source;
  return samePath(mount.source, source.startsWith('/') ? source : `${learnerHome}/${source}`);
}

function samePath(one: string, other: string): boolean {
  const plain = (path: string): string =>
    `/${path
      .split('/')
      .filter((part) => part !== '' && part !== '.')
      .join('/')}`;
  return plain(one) === plain(other);
}

function wantedText({ type, source }: Wanted): string {
  if (type === 'tmpfs') return 'a tmpfs';
  const named = source === undefined ? '' : ` ${quote(source)}`;
  if (type === 'volume') return source === undefined ? 'a volume' : `the volume${named}`;
  if (type === 'bind') return source === undefined ? 'a folder or file of the machine' : `the machine's${named}`;
  return source === undefined ? 'something' : named.trim();
}

function mountText({ type, source }: Mount): string {
  if (type === 'volume') return /^[0-9a-f]{64}$/.test(source) ? 'an anonymous volume' : `the volume ${quote(source)}`;
  if (type === 'bind') return `the machine's ${quote(source)}`;
  return type === 'tmpfs' ? 'a tmpfs' : `something of the type ${quote(type)}`;
}
