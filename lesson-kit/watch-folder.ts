import { watch } from 'node:fs/promises';

/** Calls `onChange` for every change in `dir` and below, until `signal`. */
export async function watchFolder(dir: string, signal: AbortSignal, onChange: () => void): Promise<void> {
  try {
    // eslint-disable-next-line @typescript-eslint/no-unused-vars -- which file it was makes no difference
    for await (const _change of watch(dir, { recursive: true, signal })) onChange();
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
