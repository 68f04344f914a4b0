/** A forward proxy that a variable names. Its password is in no property, so that nothing prints it. */
export class ForwardProxy {
  /** `http://proxy.example:3128`, without user name and password. */
  readonly origin: string;
  /** The variable that names it, for messages. */
  readonly variable: string;
  readonly #authorization: string | null;

  /** @param url with the user name and password, percent-encoded */
  constructor(url: URL, variable: string) {
    this.origin = url.origin;
    this.variable = variable;
    const { username, password } = url;
    const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    this.#authorization =
      username === '' && password === '' ? null : `Basic ${Buffer.from(credentials).toString('base64')}`;
  }

  /** Basic authentication: https://www.rfc-editor.org/rfc/rfc9110#field.proxy-authorization */
  headers(): Readonly<Record<string, string>> {
    return this.#authorization === null ? {} : { 'proxy-authorization': this.#authorization };
  }

  /** For a sentence. */
  get description(): string {
    return `the proxy ${this.origin} (${this.variable})`;
  }
}
