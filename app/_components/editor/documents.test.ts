import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SavedFile, TextFile } from '../../../protocol/files.ts';
import { autosaveMs, createDocuments, type Documents, type TextBuffer } from './documents.ts';
import { FileRefusal, type FileApi } from './file-api.ts';

const path = 'Dockerfile';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

interface Typed extends TextBuffer {
  type(text: string): void;
}

function buffer(text: string): Typed {
  let now = text;
  const listeners: (() => void)[] = [];
  return {
    text: () => now,
    replace: (next) => void (now = next),
    onEdit: (listener) => void listeners.push(listener),
    dispose: () => undefined,
    type(more) {
      now += more;
      for (const listener of listeners) listener();
    },
  };
}

/** One file, whose readers get what it holds when they ask, and hear of it `readMs` later. */
function disk(text: string): Pick<FileApi, 'read' | 'write'> & { text: string; readMs: number } {
  const versionOf = (content: string): string => `version of ${content}`;
  const facts = (content: string): SavedFile => ({
    ...{ path, size: content.length, tag: `tag of ${content}`, version: versionOf(content) },
  });
  return {
    text,
    readMs: 0,
    async read(): Promise<TextFile> {
      const content = this.text;
      await new Promise((resolve) => setTimeout(resolve, this.readMs));
      return { ...facts(content), text: content, why: null };
    },
    write(_path, content, version) {
      if (version !== versionOf(this.text)) return Promise.reject(new FileRefusal('conflict', 'It has changed.'));
      this.text = content;
      return Promise.resolve(facts(content));
    },
  };
}

async function opened(file: ReturnType<typeof disk>): Promise<{ docs: Documents<Typed>; typed: Typed }> {
  const docs = createDocuments(file, (_path, text) => Promise.resolve(buffer(text)));
  const opening = docs.open(path);
  await vi.runAllTimersAsync();
  await opening;
  const typed = docs.find(path)?.buffer;
  if (typed == null) throw new Error('not open');
  return { docs, typed };
}

test('an edit is saved soon, and what the disk has then is not taken for somebody else’s', async () => {
  const file = disk('FROM');
  const { docs, typed } = await opened(file);
  typed.type(' debian');
  expect(docs.find(path)?.save.kind).toBe('edited');
  await vi.advanceTimersByTimeAsync(autosaveMs);
  expect(file.text).toBe('FROM debian');
  await Promise.all([docs.checkDisk(path, 'another tag'), vi.runAllTimersAsync()]);
  expect(docs.find(path)?.save.kind).toBe('saved');
  expect(typed.text()).toBe('FROM debian');
});

test('what another program writes appears when nothing is unsaved, and asks when something is', async () => {
  const file = disk('FROM');
  const { docs, typed } = await opened(file);
  file.text = 'FROM node';
  await Promise.all([docs.checkDisk(path, 'tag of FROM node'), vi.runAllTimersAsync()]);
  expect(typed.text()).toBe('FROM node');
  typed.type('!');
  file.text = 'FROM nginx';
  await Promise.all([docs.checkDisk(path, 'tag of FROM nginx'), vi.advanceTimersByTimeAsync(1)]);
  expect(docs.find(path)?.save).toMatchObject({ kind: 'conflict', theirs: 'FROM nginx' });
  expect(typed.text()).toBe('FROM node!');
});

test('a slow look at the disk does not bring back what was there before the last save', async () => {
  const file = disk('FROM');
  const { docs, typed } = await opened(file);
  file.readMs = 10 * autosaveMs;
  const look = docs.checkDisk(path, 'another tag');
  typed.type(' debian');
  await vi.advanceTimersByTimeAsync(2 * autosaveMs);
  expect(docs.find(path)?.save.kind).toBe('saved');
  await vi.runAllTimersAsync();
  await look;
  expect(typed.text()).toBe('FROM debian');
  expect(docs.find(path)?.save.kind).toBe('saved');
});

/** The file goes away under `opened`, and comes back as it was. */
const away = (docs: Documents<Typed>): Promise<void> => docs.checkDisk(path, null);
const back = (docs: Documents<Typed>, file: { text: string }): Promise<unknown> =>
  Promise.all([docs.checkDisk(path, `tag of ${file.text}`), vi.advanceTimersByTimeAsync(1)]);

test('what was typed while the file was away is saved when it comes back', async () => {
  const file = disk('FROM');
  const { docs, typed } = await opened(file);
  await away(docs);
  expect(docs.unsaved()).toEqual([]);
  typed.type(' debian');
  expect(docs.find(path)?.save.kind).toBe('gone');
  expect(docs.unsaved()).toEqual([path]);
  await back(docs, file);
  expect(docs.find(path)?.save.kind).toBe('edited');
  await vi.advanceTimersByTimeAsync(autosaveMs);
  expect(file.text).toBe('FROM debian');
  expect(docs.find(path)?.save.kind).toBe('saved');
  expect(docs.unsaved()).toEqual([]);
});

test('a file that was away and comes back as it was is saved, when nothing was typed', async () => {
  const file = disk('FROM');
  const { docs, typed } = await opened(file);
  typed.type(' debian');
  await vi.advanceTimersByTimeAsync(autosaveMs);
  await away(docs);
  expect(docs.unsaved()).toEqual([]);
  await back(docs, file);
  expect(docs.find(path)?.save.kind).toBe('saved');
});

test('what could not be saved, or is in doubt, is unsaved, also when the file is gone then', async () => {
  const file = disk('FROM');
  const { docs, typed } = await opened(file);
  const write = file.write.bind(file);
  file.write = () => Promise.reject(new FileRefusal('disk_full', 'The disk is full.'));
  typed.type(' debian');
  expect(docs.unsaved()).toEqual([path]);
  await vi.advanceTimersByTimeAsync(autosaveMs);
  expect(docs.find(path)?.save.kind).toBe('failed');
  expect(docs.unsaved()).toEqual([path]);
  await away(docs);
  expect(docs.unsaved()).toEqual([path]);
  file.write = write;
  file.text = 'FROM node';
  await back(docs, file);
  expect(docs.find(path)?.save.kind).toBe('conflict');
  expect(docs.unsaved()).toEqual([path]);
  docs.takeTheirs(path);
  expect(docs.unsaved()).toEqual([]);
  await away(docs);
  expect(docs.unsaved()).toEqual([]);
});
