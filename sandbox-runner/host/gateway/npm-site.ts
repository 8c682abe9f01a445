import { Transform } from 'node:stream';

const part = String.raw`[A-Za-z0-9~_-][A-Za-z0-9._~-]*`;
/** A package's description (with a version of it), or one of its archives: nothing else of a registry is served. */
const pathPattern = new RegExp(
  String.raw`^/(?:(@${part})(?:/|%2[fF]))?(${part})(/-/[A-Za-z0-9._~+-]+\.tgz|/[A-Za-z0-9._~+-]+)?$`,
);

/** The URL at the machine's npm registry for a path asked for here; undefined when it is no package's. */
export function npmTargetOf(path: string, registry: URL): URL | undefined {
  const match = pathPattern.exec(path);
  if (match === null || path.length > 500) return undefined;
  const [, scope, name, rest = ''] = match;
  if (name === undefined || name === '-' || /^\/(\.+|-)$/.test(rest)) return undefined;
  // Registries want the scope's slash escaped in a description's path, and as it is in an archive's.
  const slash = rest === '' ? '%2f' : '/';
  return new URL(`${registry.href}${scope === undefined ? '' : `${scope}${slash}`}${name}${rest}`);
}

/** A description names the archives where the registry has them; sandboxes have to fetch them here. */
export function replacing(from: string, to: string): Transform {
  const needle = Buffer.from(from);
  const replacement = Buffer.from(to);
  let kept = Buffer.alloc(0);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      let rest = Buffer.concat([kept, chunk]);
      for (let at = rest.indexOf(needle); at !== -1; at = rest.indexOf(needle)) {
        this.push(rest.subarray(0, at));
        this.push(replacement);
        rest = rest.subarray(at + needle.length);
      }
      // The beginning of one more may stand at the end.
      const safe = Math.max(0, rest.length - needle.length + 1);
      if (safe > 0) this.push(rest.subarray(0, safe));
      kept = Buffer.from(rest.subarray(safe));
      done();
    },
    flush(done) {
      done(null, kept);
    },
  });
}
