/** Terminal output without colours, cursor movements, titles and the like: what a person reads. */
export function screenText(output: string): string {
  return output
    .replace(/\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)/g, '') // titles and other operating system commands
    .replace(/\x1b[P^_][^\x1b]*\x1b\\/g, '')
    .replace(/\x1b\[[0-?]*[ -/]*[@-~]/g, '')
    .replace(/\x1b[ -/]*[0-~]/g, '')
    .replace(/\r+\n/g, '\n');
}

/** Does `output` end in a prompt, of a shell ($, #) or of something that waits for more (>)? */
export function endsInPrompt(output: string): boolean {
  const last =
    screenText(output)
      .split(/[\n\r]/)
      .at(-1) ?? '';
  return /[$#>] $/.test(last);
}

/** Does `output` end in the prompt of the machine itself, not in one of a container? */
export function endsAtMachine(output: string): boolean {
  const last =
    screenText(output)
      .split(/[\n\r]/)
      .at(-1) ?? '';
  return /learner@(?:slipway|node\d):.*\$ $/.test(last);
}

/** What came back after a line was typed: everything below its echo, as far as it is there. */
export function belowEcho(output: string): string | undefined {
  const newline = output.indexOf('\n');
  return newline === -1 ? undefined : output.slice(newline + 1);
}
