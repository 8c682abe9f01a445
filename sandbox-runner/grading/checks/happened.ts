import type { FactOf } from '../../../protocol/checks.ts';
import type { Deed } from '../../../protocol/checks/happened.ts';
import type { PastDeed } from '../deeds.ts';
import type { Snapshot } from '../facts.ts';
import type { Judgement } from '../miss.ts';
import { isMadeFrom } from '../references.ts';
import { list, quote, sentence, times } from '../words.ts';

type HappenedFact = FactOf<'happened'>;

/** What follows "the container `web`", "the image `app`". */
const words: Readonly<Record<Deed, string>> = {
  ...{ created: 'was made', started: 'was started', ended: 'ended', killed: 'was sent a signal' },
  ...{ 'out of memory': 'ran out of memory', removed: 'was removed', renamed: 'was renamed', paused: 'was paused' },
  ...{ restarted: 'was restarted', attached: 'was attached to', exec: 'ran a command by `docker exec`' },
  ...{ 'copied from': 'had something copied out of it', 'copied to': 'had something copied into it' },
  ...{ committed: 'was committed to an image', healthy: 'became healthy', unhealthy: 'became unhealthy' },
  ...{ 'image pulled': 'was pulled', 'image pushed': 'was pushed', 'image tagged': 'was given its name' },
  ...{ 'image removed': 'was removed', 'network created': 'was made', 'network removed': 'was removed' },
  ...{ 'network connected': 'was connected', 'network disconnected': 'was disconnected' },
  ...{ 'volume created': 'was made', 'volume removed': 'was removed' },
};

/** Judges a fact of kind `happened`. Pure. */
export function judgeHappened(fact: HappenedFact, { history }: Snapshot): Judgement {
  const { what } = fact;
  const same = history.deeds.filter((deed) => deed.what === what);
  const fitting = same.filter((deed) => fits(deed, fact));
  const who = subject(fact);
  const often = fact.times === 1 ? '' : `, at least ${times(fact.times)}`;
  const expected = sentence(`${who} ${words[what]}${how(fact)}${often}`);
  const lookAt = fact.lookAt ?? defaultLook(fact);
  if (fitting.length >= fact.times) {
    const found = fitting.length === 1 ? 'it happened' : `it happened ${times(fitting.length)}`;
    return { outcome: 'pass', expected, found: sentence(found), lookAt };
  }
  if (fitting.length > 0)
    return { outcome: 'fail', expected, found: sentence(`it happened ${times(fitting.length)} so far`), lookAt };
  return { outcome: 'fail', expected, found: sentence(nearest(fact, same)), lookAt };
}

function fits(deed: PastDeed, fact: HappenedFact): boolean {
  return (
    isNamed(deed, fact) &&
    (fact.exitCode === undefined || deed.exitCode === fact.exitCode) &&
    (fact.signal === undefined || deed.signal === fact.signal) &&
    (fact.command === undefined || deed.command.includes(fact.command)) &&
    (fact.network === undefined || deed.network === fact.network)
  );
}

function isNamed(deed: PastDeed, { name, image }: HappenedFact): boolean {
  return (
    (name === undefined || deed.name === name) &&
    (image === undefined || deed.images.some((reference) => isMadeFrom(reference, image)))
  );
}

/** What comes nearest: the same with the one that was meant, but otherwise; or the same with another. */
function nearest(fact: HappenedFact, same: readonly PastDeed[]): string {
  const close = same.filter((deed) => isNamed(deed, fact)).at(-1);
  if (close !== undefined) {
    if (fact.exitCode !== undefined && close.exitCode !== fact.exitCode)
      return close.exitCode === undefined ? 'it has not ended yet' : `it ended with exit code ${close.exitCode}`;
    if (fact.signal !== undefined && close.signal !== fact.signal)
      return `it was sent ${close.signal === undefined ? 'another signal' : signalText(close.signal)}`;
    if (fact.network !== undefined && close.network !== fact.network)
      return `it happened with the network ${quote(close.network)}`;
    if (fact.command !== undefined) return `the command was ${quote(close.command)}`;
  }
  const others = [...new Set(same.map((deed) => (deed.name === '' ? (deed.images[0] ?? '') : deed.name)))].filter(
    (name) => name !== '',
  );
  return others.length === 0 ? 'this has not happened yet' : `it happened so far only with ${list(others)}`;
}

function subject({ what, name, image }: HappenedFact): string {
  const from = image === undefined ? '' : ` from ${quote(image)}`;
  if (what.startsWith('image ')) return image === undefined ? 'an image' : `the image ${quote(image)}`;
  if (what === 'network connected' || what === 'network disconnected')
    return name === undefined ? 'a container' : `the container ${quote(name)}`;
  const noun = what.startsWith('network ') ? 'network' : what.startsWith('volume ') ? 'volume' : 'container';
  return name === undefined ? `a ${noun}${from}` : `the ${noun} ${quote(name)}${from}`;
}

function how({ what, exitCode, signal, command, network }: HappenedFact): string {
  return [
    ...(command === undefined ? [] : [` with ${quote(command)} in it`]),
    ...(exitCode === undefined ? [] : [`${what === 'exec' ? ', which ended' : ''} with exit code ${exitCode}`]),
    ...(signal === undefined ? [] : [`, ${signalText(signal)}`]),
    ...(network === undefined
      ? []
      : [` ${what === 'network disconnected' ? 'from' : 'to'} the network ${quote(network)}`]),
  ].join('');
}

const signals: Readonly<Record<number, string>> = { 1: 'HUP', 2: 'INT', 3: 'QUIT', 9: 'KILL', 15: 'TERM' };

function signalText(signal: number): string {
  const name = signals[signal];
  return name === undefined ? `signal ${signal}` : `SIG${name}`;
}

function defaultLook({ what }: HappenedFact): string {
  if (what.startsWith('image ')) return 'docker images';
  if (what.startsWith('network ')) return 'docker network ls';
  return what.startsWith('volume ') ? 'docker volume ls' : 'docker ps -a';
}
