import { Agent, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestApp } from '../../../support/build-test-app.js';
import { SeededRandom } from '../../../support/seeded-random.js';
import { operations } from '../authorization/operations.js';
import { World } from '../authorization/world.js';
import { malformed, type RawRequest, type SoundRequest } from './malformed.js';

const hangMs = 15_000;
/** Less than what Node takes, 16 KB: it counts a little more than is counted here. */
const maxHeadBytes = 15_000;
const lanes = 16;
/** So many requests are made from the same sound ones, which wear out: things are deleted, sessions ended. */
const roundSize = 1_000;

/** Called as somebody who makes no other calls: one that gets through would leave the others with 401 alone. */
const endingSessions = new Set([
  'post /auth/logout',
  'delete /auth/sessions',
  'delete /auth/sessions/:id',
  'post /auth/change-password',
]);

export interface FuzzReport {
  readonly requests: number;
  /** By status; `reset`: the connection was closed without an answer. */
  readonly answers: Readonly<Record<string, number>>;
  /** Operations by how many requests were made from them. */
  readonly perOperation: Readonly<Record<string, number>>;
  /** Answers of 500 and above, resets and hangs, each with the number that repeats it. */
  readonly faults: readonly string[];
}

interface Sound extends SoundRequest {
  readonly name: string;
}

/** Sends malformed requests to every operation of an application. Request number n of a seed is the same whenever it is sent. */
export class Fuzzer {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: lanes });
  readonly #answers: Record<string, number> = {};
  readonly #perOperation: Record<string, number> = {};
  readonly #faults: string[] = [];
  #sound: Sound[] = [];
  #tokens: (string | undefined)[] = [];
  #expendable: string | undefined;

  private constructor(
    private readonly app: TestApp,
    private readonly world: World,
    private readonly seed: number,
  ) {}

  static async on(app: TestApp, seed: number): Promise<Fuzzer> {
    return new Fuzzer(app, await World.in(app), seed);
  }

  /** `afterRound` is told how many were sent. */
  async run(count: number, afterRound: (sent: number) => void = () => undefined): Promise<FuzzReport> {
    for (let first = 0; first < count; first += roundSize) {
      await this.#prepare();
      let next = first;
      const end = Math.min(first + roundSize, count);
      const lane = async (): Promise<void> => {
        while (next < end) await this.#send(next++);
      };
      await Promise.all(Array.from({ length: lanes }, lane));
      afterRound(end);
    }
    this.#agent.destroy();
    return { requests: count, answers: this.#answers, perOperation: this.#perOperation, faults: this.#faults };
  }

  async #prepare(): Promise<void> {
    const { openApi } = this.app.application.http;
    const { apiPrefix } = this.app.application.config.http;
    this.#sound = [];
    for (const [name, { call }] of Object.entries(operations)) {
      const [method = '', path = ''] = name.split(' ');
      const prefix = path.startsWith('/health') ? '' : apiPrefix;
      const sound = await call(this.world);
      const documented = openApi.paths[`${prefix}${path.replace(/:(\w+)/g, '{$1}')}`]?.[method];
      const parameters = (documented?.parameters ?? []) as readonly { name?: string; in?: string }[];
      const query = parameters.flatMap((one) => (one.in === 'query' && one.name !== undefined ? [one.name] : []));
      this.#sound.push({ name, method: method.toUpperCase(), path: prefix + sound.path, body: sound.body, query });
    }
    this.#expendable = await this.world.authorizationOf('stranger', undefined);
    this.#tokens = [];
    for (const caller of ['anonymous', 'owner', 'owner', 'administrator'] as const) {
      this.#tokens.push(await this.world.authorizationOf(caller, undefined));
    }
  }

  async #send(number: number): Promise<void> {
    const random = new SeededRandom(this.seed * 1_000_003 + number);
    const sound = random.pick(this.#sound);
    const token = random.pick(this.#tokens);
    const raw = malformed(sound, endingSessions.has(sound.name) ? token && this.#expendable : token, random);
    this.#perOperation[sound.name] = (this.#perOperation[sound.name] ?? 0) + 1;
    const outcome = await this.#outcomeOf(raw);
    this.#answers[outcome] = (this.#answers[outcome] ?? 0) + 1;
    if (/^[1-4]\d\d$/.test(outcome)) return;
    const shown = JSON.stringify({
      ...raw,
      headers: { ...raw.headers, authorization: '…' },
      body: raw.body?.toString().slice(0, 300),
    });
    this.#faults.push(`request ${number} of seed ${this.seed} (${sound.name}): ${outcome}: ${shown.slice(0, 900)}`);
  }

  #outcomeOf({ method, path, headers, body }: RawRequest): Promise<string> {
    const { port } = this.app.application.http.server.address() as AddressInfo;
    return new Promise((resolve) => {
      const options = { agent: this.#agent, host: '127.0.0.1', port, method, path, timeout: hangMs };
      const length = body ? { 'content-length': String(body.length) } : {};
      const sent = request({ ...options, headers: { ...headers, ...length } }, (answer) => {
        answer.resume();
        answer.on('end', () => resolve(String(answer.statusCode)));
        answer.on('error', () => resolve('reset'));
      });
      sent.on('timeout', () => {
        resolve('hang');
        sent.destroy();
      });
      // Node hangs up on a longer head, and its 431 may be lost with the connection.
      const head = path.length + JSON.stringify(headers).length;
      sent.on('error', () => resolve(head > maxHeadBytes ? '431' : 'reset'));
      sent.end(body);
    });
  }
}
