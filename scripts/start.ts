import { networkInterfaces } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startInstallation } from './installation.ts';
import { preflight } from './preflight.ts';
import { createProgress, type Progress } from './progress.ts';
import { instructorKeyFile } from './secrets.ts';
import { readSettings, type Settings } from './settings.ts';
import { stopSignals } from './stop-signals.ts';

/** `npm start`: brings Slipway up, prints its address, and takes it down again on Ctrl-C or SIGTERM. */
export async function main(): Promise<void> {
  const checkout = dirname(dirname(fileURLToPath(import.meta.url)));
  outliveReaders();
  const progress = createProgress();
  const settings = readSettings(checkout);
  progress.say(`Slipway · data in ${settings.dataDir}`);
  let isStopping = false;
  const asked = stopAsked().then(() => (isStopping = true));
  await preflight(settings);
  const installation = await startInstallation(checkout, settings, progress).catch((error: unknown) => {
    if (!isStopping) throw error;
    progress.say('\nstopped before it was up. What is built by now is kept: the next start goes on from there.');
    return process.exit(130);
  });
  announce(settings, installation.siteUrl, progress);
  await asked;
  progress.say('\nstopping: the machines of learners are kept as checkpoints');
  await progress.step('stopping site, runner, engine and database', () => installation.stop());
  process.exit(0);
}

/** Resolves at the first SIGINT or SIGTERM. A second SIGINT during the stop changes nothing: a half stop helps nobody. */
function stopAsked(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of stopSignals) process.on(signal, () => resolve());
  });
}

/** The terminal may be closed, or `| tee` end first on Ctrl-C: the stop must come to its end without anybody to tell. */
function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}

function announce(settings: Settings, url: string, progress: Progress): void {
  progress.say(`\nSlipway is ready:  ${url}\n`);
  if (settings.preview.port !== undefined)
    progress.say(`  Previews of learners’ pages: port ${settings.preview.port}. Both ports must be open to the class.`);
  if (settings.site.host === '127.0.0.1' || settings.site.host === 'localhost') {
    const address =
      Object.values(networkInterfaces())
        .flat()
        .find((i) => i?.family === 'IPv4' && !i.internal)?.address ?? '<this machine>';
    progress.say(
      `  Only this machine can open it. For a class: SLIPWAY_HOST=0.0.0.0 SLIPWAY_PUBLIC_ORIGIN=http://${address}:${settings.site.port} npm start`,
    );
  }
  progress.say(`  Instructors sign in at ${url}/instructor with the key in ${instructorKeyFile(settings.dataDir)}.`);
  progress.say('  Ctrl-C stops it; everything is kept.');
}
