export const engineFolder: string;
export function isOfEngine(name: string): boolean;
export function isUnpacked(folder: string, name: string): boolean;
export function markUnpacked(folder: string, names: readonly string[]): void;
export function removals(simulation: string): string[];
export function dependencies(
  field: string,
  known: {
    readonly except: readonly string[];
    readonly isInstalled: (name: string) => boolean;
    readonly isKnown: (name: string) => boolean;
  },
): string[];
export function unpackPackages(
  names: readonly string[],
  folder: string,
  run: (file: string, argv: readonly string[], options?: { readonly cwd?: string }) => string,
): string;
