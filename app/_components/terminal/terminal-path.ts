/** Path of the socket of the terminal `name` on `node` of a lease; without a node, on its main machine. */
export function terminalPath(leaseId: string, name: string, node?: string): string {
  const path = `/ws/leases/${leaseId}/terminals/${name}`;
  return node === undefined || node === 'main' ? path : `${path}?node=${encodeURIComponent(node)}`;
}
