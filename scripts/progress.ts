/** One readable line per thing that takes time: what is done now, then how long it took. */
export interface Progress {
  step<T>(what: string, work: (note: (line: string) => void) => Promise<T>): Promise<T>;
  say(line: string): void;
}

export function createProgress(write: (text: string) => void = (text) => process.stdout.write(text)): Progress {
  return {
    say: (line) => write(`${line}\n`),
    async step(what, work) {
      const startedAt = performance.now();
      const notes: string[] = [];
      write(`  ${what} …`);
      const value = await work((line) => {
        write(notes.length === 0 ? `\n      ${line}\n` : `      ${line}\n`);
        notes.push(line);
      }).catch((error: unknown) => {
        write(' failed\n');
        throw error;
      });
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      write(notes.length === 0 ? ` ${seconds} s\n` : `  ${what}: done, ${seconds} s\n`);
      return value;
    },
  };
}
