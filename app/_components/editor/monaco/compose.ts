import { configureMonacoYaml } from 'monaco-yaml';
import composeSpec from '../compose/compose-spec.json' with { type: 'json' };
import type { Monaco } from './setup.ts';

/** Validation, completion and hover of Compose files by the Compose Specification's schema; plain YAML is only parsed. */
export function registerCompose(monaco: Monaco): void {
  configureMonacoYaml(withOldWorkers(monaco) as never, {
    enableSchemaRequest: false,
    format: { enable: false },
    schemas: [
      {
        // Only a name: nothing is fetched.
        uri: 'slipway://compose-spec.json',
        fileMatch: ['compose', 'docker-compose'].flatMap((name) =>
          ['yaml', 'yml'].flatMap((end) => [`**/${name}.${end}`, `**/${name}.*.${end}`, `**/${name}-*.${end}`]),
        ),
        schema: composeSpec,
      },
    ],
  });
}

/** monaco-yaml 5.5 makes its worker as Monaco before 0.55 did: by a module's name. It gets one that takes that. */
function withOldWorkers(monaco: Monaco): unknown {
  const createWebWorker = (options: { readonly createData: unknown }): unknown => {
    const worker = new Worker(new URL('./yaml.worker.ts', import.meta.url), { type: 'module' });
    // Monaco's own worker start-up sends these two before it speaks its protocol.
    worker.postMessage('ignore');
    worker.postMessage(options.createData);
    return monaco.editor.createWebWorker({ worker });
  };
  return { ...monaco, editor: { ...monaco.editor, createWebWorker } };
}
