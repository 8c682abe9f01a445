import { request, type IncomingMessage } from 'node:http';
import { siteUrl } from './env.ts';

export interface PreviewAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** Reads the body to its end. */
  text(): Promise<string>;
  close(): void;
}

/** Asks the site as a browser does that resolved `host` to it. The body is left unread. `port`: another one of the site's. */
export function ask(
  host: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  port = Number(new URL(siteUrl()).port),
): Promise<PreviewAnswer> {
  return new Promise((resolve, reject) => {
    const asking = request(
      { host: new URL(siteUrl()).hostname, port, path, headers: { ...headers, host }, agent: false },
      (answer) =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          async text() {
            let text = '';
            for await (const part of answer.setEncoding('utf8')) text += part as string;
            return text;
          },
          close: () => answer.destroy(),
        }),
    );
    asking.on('error', reject);
    asking.end();
  });
}
