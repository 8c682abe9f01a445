/** One entry of an archive. Its bytes are read before the next entry is asked for, or not at all. */
export interface ArchiveEntry {
  /** As the archive says. */
  readonly name: string;
  /** `other`: what no lesson has, named in `what`. */
  readonly kind: 'file' | 'folder' | 'other';
  readonly what: string;
  readonly isExecutable: boolean;
  /** What the archive says that the file holds. */
  readonly size: number;
  readonly open: () => Promise<AsyncIterable<Uint8Array>>;
}
