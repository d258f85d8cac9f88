import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';

/** What a measured server tells its driver. */
export type ChildMessage = { readonly port: number } | { readonly cpuMicros: number; readonly rssBytes: number };

/** Tells the driver the port, and the processor time used so far whenever it asks. */
export function serveDriver(port: number): void {
  process.on('message', (message) => {
    if (message !== 'usage') return;
    const { user, system } = process.cpuUsage();
    process.send?.({ cpuMicros: user + system, rssBytes: process.memoryUsage.rss() } satisfies ChildMessage);
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.({ port } satisfies ChildMessage);
}

export const portOf = (server: Server): number => (server.address() as AddressInfo).port;
