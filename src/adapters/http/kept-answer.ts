import type { ValueCodec } from '../../core/caching/index.js';
import { codedTag, type Coding, codingFor, compressKept, entityTag, minCompressedBytes } from './content-coding.js';

/** The envelope of an answer, and the `Link` header of a page. */
export interface Success {
  readonly body: object;
  readonly link: string | undefined;
}

/** A body as it goes out. `bytes` holds one byte a character ('latin1'): Node sends such text in one piece with the headers, without encoding it. */
export interface Form {
  readonly coding: Coding | undefined;
  readonly etag: string;
  readonly bytes: string;
}

const formOf = (body: Buffer, etag: string, coding?: Coding): Form => ({ coding, etag, bytes: body.toString('latin1') });

/** Made once, so the smaller one is worth its time. */
const smallestFirst = ['br', 'gzip'] as const;

/** A success that many receive: its bytes, made once in each coding that somebody asked for, and what names them. */
export class KeptAnswer {
  readonly #forms = new Map<Coding | undefined, Form>();
  readonly #plain: Form;

  constructor(
    private readonly body: string,
    etag: string,
    readonly link: string | undefined,
  ) {
    this.#plain = formOf(Buffer.from(body), etag);
  }

  get mayBeCompressed(): boolean {
    return this.#plain.bytes.length >= minCompressedBytes;
  }

  /** For a client that sent this `Accept-Encoding`. */
  formFor(accepted: string | undefined): Form {
    const coding = codingFor(accepted, this.#plain.bytes.length, smallestFirst);
    return coding ? (this.#forms.get(coding) ?? this.#make(coding)) : this.#plain;
  }

  #make(coding: Coding): Form {
    const form = formOf(compressKept[coding](Buffer.from(this.body)), codedTag(this.#plain.etag, coding), coding);
    this.#forms.set(coding, form);
    return form;
  }

  static of({ body, link }: Success): KeptAnswer {
    const text = JSON.stringify(body);
    return new KeptAnswer(text, entityTag(text), link);
  }

  /** The tag, the links and the body, each on a line; JSON has no line ends. */
  static readonly codec: ValueCodec<KeptAnswer> = {
    immutable: true,
    encode: (answer) => [answer.#plain.etag, answer.link ?? '', answer.body].join('\n'),
    decode(text) {
      const [etag = '', link = '', body = ''] = text.split('\n');
      return new KeptAnswer(body, etag, link === '' ? undefined : link);
    },
  };
}
