import { createHmac, timingSafeEqual } from 'node:crypto';

/** Who a learner is at the classroom registry. */
export interface LearnerAccount {
  /** Also the first part of the names of all repositories that are theirs. */
  readonly name: string;
  readonly password: string;
}

const nameChars = 6;
const passwordChars = 16;
const letters = 'abcdefghijkmnpqrstuvwxyz23456789';

/** The account of the learner with this id. Kept nowhere: name and password follow from `key`, 32 bytes that only root may read. */
export function accountOf(key: Buffer, learner: string): LearnerAccount {
  const name = `learner-${spell(key, `name ${learner}`, nameChars)}`;
  return { name, password: passwordOf(key, name) };
}

/** Is this the password of `name`? Takes as long for any wrong one. */
export function isPasswordOf(key: Buffer, name: string, password: string): boolean {
  const digest = (text: string): Buffer => createHmac('sha256', key).update(text).digest();
  return timingSafeEqual(digest(passwordOf(key, name)), digest(password));
}

function passwordOf(key: Buffer, name: string): string {
  return spell(key, `password ${name}`, passwordChars);
}

function spell(key: Buffer, what: string, chars: number): string {
  const digest = createHmac('sha256', key).update(what).digest();
  // 32 letters, so that each byte chooses without a bias.
  return Array.from(digest.subarray(0, chars), (byte) => letters[byte % letters.length]).join('');
}
