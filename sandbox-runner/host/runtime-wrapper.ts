import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { program } from './command.ts';
import { writeWhole } from './write-whole.ts';

/**
 * The runtime of sandboxes: runc, with /sys mounted read-write. A read-only /sys would make the kernel refuse every
 * further sysfs inside ("mount too revealing"): no nested `docker run --privileged`, no overlay network. It is harmless:
 * each file there belongs to an id that the sandbox does not have, but for those of its own network namespace.
 */
const script = (runc: string, sed: string): string => `#!/bin/sh
# Made by Slipway (sandbox-runner/host/runtime-wrapper.ts).
bundle=.; previous=; creates=
for word in "$@"; do
  case $previous in --bundle|-b) bundle=$word;; esac
  case $word in --bundle=*) bundle=\${word#*=};; create|run) creates=1;; esac
  previous=$word
done
if [ -n "$creates" ] && [ -f "$bundle/config.json" ]; then
  ${sed} -E -i \\
    -e 's#("destination":"/sys","type":"sysfs","source":"sysfs","options":\\[[^]]*),"ro"#\\1#' \\
    -e 's#("destination":"/sys","type":"sysfs","source":"sysfs","options":\\[)"ro",?#\\1#' "$bundle/config.json"
fi
exec ${runc} "$@"
`;

/** Writes the wrapper into `dir` (which must not be mounted noexec) and returns its path. */
export async function writeRuntimeWrapper(dir: string): Promise<string> {
  await mkdir(dir, { recursive: true, mode: 0o755 });
  const path = join(dir, 'sandbox-runc');
  await writeWhole(path, script(program('runc'), program('sed')), { mode: 0o755 });
  return path;
}
