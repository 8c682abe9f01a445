import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Doc } from './documents.ts';
import type { EditorSession, EditorState } from './editor-session.ts';
import type { ModelBuffer } from './monaco/model-buffer.ts';

export type Session = EditorSession<ModelBuffer>;
export type OpenDoc = Doc<ModelBuffer>;

const Context = createContext<Session | null>(null);
export const SessionProvider = Context.Provider;

export function useSession(): Session {
  const session = useContext(Context);
  if (session === null) throw new Error('a part of the editor outside of it');
  return session;
}

export function useEditorState(): EditorState {
  const { store } = useSession();
  return useSyncExternalStore(store.subscribe, store.get, store.get);
}

export function useDocs(): readonly OpenDoc[] {
  const { store } = useSession().docs;
  return useSyncExternalStore(store.subscribe, store.get, store.get);
}

/** Monaco is large: fetched when it is first needed, in parallel with what the machine is asked. */
export const loadMonaco = () => import('./monaco/setup.ts').then(({ readyMonaco }) => readyMonaco);
