import type { ContainerFacts } from './facts.ts';

const longestQuote = 80;

/** Text that came from the learner's engine or a lesson, as one short piece of code in a sentence. */
export function quote(value: string): string {
  // Whatever a container printed must not reach the layout of the page.
  const plain = value.replace(/[\u0000-\u001f\u007f-\u009f`]+/g, ' ').trim();
  return `\`${plain.length > longestQuote ? `${plain.slice(0, longestQuote - 1)}…` : plain}\``;
}

/** How to call a container in a command: its name if it has a sound one. */
export function handleOf(container: { readonly id: string; readonly name: string }): string {
  return /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,60}$/.test(container.name) ? container.name : container.id.slice(0, 12);
}

/** "the container `web`" */
export function theContainer(container: { readonly id: string; readonly name: string }): string {
  return `the container ${quote(handleOf(container))}`;
}

/** The state in a main clause: "is running", "has ended with exit code 1", "was created but never started". */
export function stateClause(container: ContainerFacts): string {
  const { details } = container;
  switch (container.state) {
    case 'exited':
      if (details?.wasOomKilled === true) return `ran out of memory and was killed (exit code ${details.exitCode})`;
      return details === undefined ? 'has ended' : `has ended with exit code ${details.exitCode}`;
    case 'created':
      return details !== undefined && details.startError !== ''
        ? `could not be started: ${quote(details.startError)}`
        : 'was created but never started';
    case 'dead':
    case 'removing':
      return 'is being removed';
    case 'running':
    case 'paused':
    case 'restarting':
      return `is ${container.state}`;
    default:
      return `is in the state ${quote(container.state)}`;
  }
}

export function sentence(text: string): string {
  const first = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(first) ? first : `${first}.`;
}

export function list(values: readonly string[], most = 4): string {
  const shown = values.slice(0, most).map(quote).join(', ');
  return values.length > most ? `${shown} and ${values.length - most} more` : shown;
}

/** "once", "2 times" */
export function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`;
}

/** "1 layer", "3 layers" */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** As `docker images` shows a size. */
export function diskText(bytes: number): string {
  return scaled(bytes, 1000, ['B', 'kB', 'MB', 'GB', 'TB']);
}

/** As `docker run --memory` takes a size. */
export function memoryText(bytes: number): string {
  return scaled(bytes, 1024, ['b', 'k', 'm', 'g', 't']);
}

function scaled(bytes: number, step: number, units: readonly string[]): string {
  let [value, unit] = [bytes, 0];
  for (; value >= step && unit < units.length - 1; unit++) value /= step;
  return `${Number(value.toPrecision(3))}${units[unit] ?? ''}`;
}
