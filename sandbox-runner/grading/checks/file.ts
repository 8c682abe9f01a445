import type { FactOf } from '../../../protocol/checks.ts';
import { matchingLine } from '../../../protocol/pattern.ts';
import { imagesNamed, type Snapshot } from '../facts.ts';
import { firstMiss, type Judgement, type Miss } from '../miss.ts';
import { probeFor } from '../needs.ts';
import { probeKey, type FoundFile } from '../probes/probe.ts';
import { quote, sentence } from '../words.ts';

type FileFact = FactOf<'file'>;

/** Judges a fact of kind `file`. Pure. */
export function judgeFile(fact: FileFact, snapshot: Snapshot): Judgement {
  const probe = probeFor(fact);
  const result = probe && snapshot.probes.get(probeKey(probe));
  const expected = expectedText(fact);
  const lookAt = fact.lookAt ?? defaultLook(fact);
  if (result === undefined) return { outcome: 'undecided', expected, found: 'Not looked at yet.', lookAt };
  if (result.kind === 'unknown') return { outcome: 'undecided', expected, found: result.why, lookAt };
  const holder = missingHolder(fact, snapshot);
  const misses =
    result.kind === 'file' && holder === undefined
      ? missesOf(fact, result, lookAt)
      : [{ holds: false, found: holder ?? `there is nothing at ${quote(fact.path)}`, lookAt }];
  const miss = firstMiss(misses);
  if (!fact.exists)
    return miss === undefined
      ? { outcome: 'fail', expected, found: 'It is still there.', lookAt }
      : { outcome: 'pass', expected, found: 'There is none.', lookAt };
  if (miss === undefined) return { outcome: 'pass', expected, found: 'It is there.', lookAt };
  return { outcome: 'fail', expected, found: sentence(miss.found), lookAt };
}

/** The container, image or volume that it should be in is not there itself. */
function missingHolder({ container, image, volume }: FileFact, snapshot: Snapshot): string | undefined {
  if (container !== undefined && !snapshot.containers.some((c) => c.name === container))
    return `there is no container ${quote(container)}`;
  if (image !== undefined && imagesNamed(image, snapshot.images).length === 0)
    return `there is no image ${quote(image)}`;
  if (volume !== undefined && !snapshot.volumes.some(({ name }) => name === volume))
    return `there is no volume ${quote(volume)}`;
  return undefined;
}

function missesOf(fact: FileFact, file: FoundFile, lookAt: string): Miss[] {
  const { type, contains, lacks, matches, mode, owner } = fact;
  const its =
    file.text.trim() === '' ? 'it is empty' : `its first line is ${quote(file.text.trimStart().split('\n')[0] ?? '')}`;
  const isText = file.type === 'file' || file.type === 'link';
  const misses: Miss[] = [];
  const ask = (holds: boolean, found: string): void => void misses.push({ holds, found, lookAt });
  if (type !== undefined) ask(file.type === type, `it is ${typeText(file.type)}`);
  if (contains !== undefined)
    ask(
      isText && file.text.includes(contains),
      isText ? `it does not contain this; ${its}` : `it is ${typeText(file.type)}`,
    );
  if (lacks !== undefined) ask(!file.text.includes(lacks), `it contains ${quote(lacks)}`);
  if (matches !== undefined)
    ask(
      isText && matchingLine(matches, file.text) !== undefined,
      isText ? `no line of it is like this; ${its}` : `it is ${typeText(file.type)}`,
    );
  if (mode !== undefined)
    ask(file.mode === parseInt(mode, 8), `it has the mode ${quote(file.mode.toString(8).padStart(3, '0'))}`);
  if (owner !== undefined)
    ask(file.owner === owner, `it belongs to ${file.owner === 0 ? 'root' : `the user ${file.owner}`}`);
  return misses;
}

function typeText(type: FoundFile['type']): string {
  return { file: 'a file', folder: 'a folder', link: 'a link', other: 'something else than a file' }[type];
}

function expectedText(fact: FileFact): string {
  const { path, exists, type, contains, lacks, matches, mode, owner } = fact;
  const how = [
    ...(contains === undefined ? [] : [`contains ${quote(contains)}`]),
    ...(lacks === undefined ? [] : [`does not contain ${quote(lacks)}`]),
    ...(matches === undefined ? [] : [`has a line like ${quote(matches)}`]),
    ...(mode === undefined ? [] : [`has the mode ${quote(mode)}`]),
    ...(owner === undefined ? [] : [`belongs to ${owner === 0 ? 'root' : `the user ${owner}`}`]),
  ];
  const noun = type ?? 'file';
  const that = how.length === 0 ? '' : ` that ${how.join(', ')}`;
  return `${exists ? `A ${noun}` : `No ${noun}`} ${quote(path)}${placeText(fact)}${that}.`;
}

function placeText({ path, container, image, volume }: FileFact): string {
  if (container !== undefined) return ` in the container ${quote(container)}`;
  if (image !== undefined) return ` in the image ${quote(image)}`;
  if (volume !== undefined) return ` in the volume ${quote(volume)}`;
  return path.startsWith('/') ? '' : ' in your home';
}

function defaultLook({ path, container, image, volume, mode, owner, type }: FileFact): string {
  const file = /^[\w./@:+-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
  const isText = mode === undefined && owner === undefined && type !== 'folder';
  const look = `${isText ? 'cat' : 'ls -ld'} ${file}`;
  if (container !== undefined)
    return isText ? `docker cp ${container}:${file} -` : `docker exec ${container} ls -ld ${file}`;
  if (image !== undefined) return `docker run --rm --entrypoint '' ${image} ${look}`;
  return volume === undefined
    ? look
    : `docker run --rm -v ${volume}:/v busybox ${look.replace(file, `/v/${file.replace(/^\//, '')}`)}`;
}
