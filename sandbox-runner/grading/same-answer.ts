import type { AnswerForm } from './checks/live-value.ts';
import { isSameUser } from './pairs.ts';
import { isSameReference } from './references.ts';

/** Fewer digits of an id could be luck. */
const fewestDigits = 4;
/** `docker images` rounds to three digits, other tools count in steps of 1024. */
const sizeTolerance = 0.06;

/** Is what a learner typed right, with all that one can't be expected to get to the letter? */
export function isSameAnswer(typed: string, right: string, form: AnswerForm): boolean {
  const [one, other] = [plain(typed), plain(right)];
  if (one === '') return false;
  switch (form) {
    case 'id':
      return isSameId(one, other);
    case 'number':
      return /^[+-]?\d+(?:\.0*)?$/.test(one) && Number(one) === Number(other);
    case 'size':
      return isSameSize(one, Number(other));
    case 'image':
      return isSameReference(one, other);
    case 'port':
      return portOf(one) !== '' && portOf(one) === portOf(other);
    case 'command':
      return words(one) === words(other);
    case 'user':
      return isSameUser(one, other);
    case 'path':
      return one.replace(/\/+$/, '') === other.replace(/\/+$/, '');
    case 'text':
      return one === other || withoutSuffix(one) === withoutSuffix(other);
  }
}

/** In lower case, without quotes around it, and with single spaces. */
function plain(text: string): string {
  return text
    .trim()
    .replace(/^["'`“”]+|["'`“”]+$/g, '')
    .replace(/\s+/g, ' ')
    .replace(/(?<=[^.])\.$/, '')
    .trim()
    .toLowerCase();
}

function isSameId(one: string, other: string): boolean {
  const bare = one.replace(/^sha256:/, '').replace(/(?:\.\.\.|…)$/, '');
  const full = other.replace(/^sha256:/, '');
  return bare === full || (bare.length >= fewestDigits && /^[0-9a-f]+$/.test(bare) && full.startsWith(bare));
}

const units: Readonly<Record<string, number>> = {
  ...{ '': 1, b: 1, k: 1e3, kb: 1e3, m: 1e6, mb: 1e6, g: 1e9, gb: 1e9 },
  ...{ kib: 1024, mib: 1024 ** 2, gib: 1024 ** 3 },
};

function isSameSize(typed: string, bytes: number): boolean {
  const [, number, unit = ''] = /^(\d+(?:[.,]\d+)?) ?([a-z]*)$/.exec(typed) ?? [];
  const factor = units[unit];
  if (number === undefined || factor === undefined) return false;
  return Math.abs(Number(number.replace(',', '.')) * factor - bytes) <= sizeTolerance * bytes;
}

/** Of `0.0.0.0:8080`, `8080/tcp`, `8080`. */
function portOf(text: string): string {
  return /(?:^|:)(\d{1,5})(?:\/(?:tcp|udp))?$/.exec(text)?.[1] ?? '';
}

/** `["sh","-c","date"]` and `sh -c date` are the same command. */
function words(text: string): string {
  return text
    .replace(/["'[\],]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Addresses are shown with and without the size of their network. */
function withoutSuffix(text: string): string {
  return /^[\d.]+\/\d{1,2}$/.test(text) ? text.replace(/\/\d+$/, '') : text;
}
