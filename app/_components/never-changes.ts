/** What `useSyncExternalStore` subscribes to for a value that differs only between the server and the browser. */
export function neverChanges(): () => void {
  return () => undefined;
}
