export interface OutgoingRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** Not those of the connection (Host, Content-Length, Connection …): TypeError. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface OutgoingAnswer {
  readonly status: number;
  /** By lower-case name; several of one name are joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** As it came: nothing is unpacked. */
  readonly body: Buffer;
}

/**
 * The only door to addresses that people give us (webhooks, web push): none of them leads to our own network, whatever it says or its name
 * resolves to. OWASP, Server-Side Request Forgery Prevention Cheat Sheet; ASVS 5.0, 1.3.6.
 *
 * - Schemes and ports are limited (https, 443), credentials in the URL refused.
 * - A name is resolved once; all its addresses must be public, and the connection goes to one of those: what it resolves to afterwards does not
 *   matter. TLS and `Host` are about the name.
 * - Redirects are not followed: a 3xx is an answer like any other.
 * - Connecting, and the whole exchange, end within a time bound; an answer longer than a bound is given up.
 *
 * Rejects with OutgoingRefused where the address may not be asked (nothing was sent, nobody contacted), with OutgoingFailed where there is no
 * answer. Every status is an answer.
 */
export abstract class OutgoingHttp {
  abstract send(request: OutgoingRequest): Promise<OutgoingAnswer>;
}
