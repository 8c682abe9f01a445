import { AppError } from '../../protocol/errors.ts';

/** The name unchanged if it fits storage.ts. Throws internal otherwise: a name is made by the runner, never by a learner. */
export function volumeName(name: string): string {
  if (!/^[a-z0-9-]{1,60}$/.test(name)) throw new AppError('internal', `"${name}" is not a volume's name`);
  return name;
}
