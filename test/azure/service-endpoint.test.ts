import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endpointBase, parseEndpoint, readEndpoint } from '../../src/azure/service-endpoint.ts';

const AZURE = 'https://n.cognitiveservices.azure.com';
const REGION = 'https://westeurope.api.cognitive.microsoft.com';
const GATEWAY = 'https://api.example.com/gw/ocr';
const ID = '11111111-2222-3333-4444-555555555555';

/** The paths of calls, as samples, the portal and older programs have them. */
const CALLS = [
  '',
  '/',
  '//',
  '/vision/v3.2',
  '/vision/v3.2/',
  '/vision/v3.2/read/analyze',
  '/vision/v3.2/read/analyze/',
  '/vision/v3.2/read/syncAnalyze',
  `/vision/v3.2/read/analyzeResults/${ID}`,
  '/vision/v3.1/read/analyze',
  '/vision/v3.2-preview.2/read/analyze',
  '/vision/v2.0/recognizeText',
  '/Vision/V3.2/Read/Analyze',
  '/vision/v3.2/ocr',
  '/computervision/imageanalysis:analyze',
  '/formrecognizer/documentModels/prebuilt-read:analyze',
  '/documentintelligence/documentModels/prebuilt-read:analyze',
  `/documentintelligence/documentModels/prebuilt-read/analyzeResults/${ID}`,
  '/formrecognizer/v2.1/layout/analyze',
  '/formrecognizer/info',
  `/customvision/v3.0/Prediction/${ID}/detect/iterations/plates/image`,
  `/customvision/v3.0/Prediction/${ID}/detect/iterations/plates/url`,
  `/customvision/v3.1/prediction/${ID}/detect/iterations/plates/image/nostore`,
  '/sts/v1.0/issuetoken',
];
const QUERIES = [
  '',
  '?',
  '?api-version=2024-11-30',
  '?features=read&api-version=2024-02-01',
  '?overload=stream',
  '#',
];

describe.each([AZURE, REGION, AZURE.replace('.com', '.us'), 'https://n.services.ai.azure.com', GATEWAY])(
  '%s',
  (base) => {
    it.each(CALLS)('is the endpoint of %j, whatever query is after it', (call) => {
      for (const query of QUERIES) expect(endpointBase(`${base}${call}${query}`)).toBe(base);
    });
  },
);

describe('an endpoint', () => {
  it.each([
    [`  ${AZURE}/ \r\n`, AZURE],
    [`\uFEFF${AZURE}`, AZURE],
    [`\u00A0${AZURE}\u200B`, AZURE],
    [`"${AZURE}/"`, AZURE],
    [`'${AZURE}'`, AZURE],
    [`"'${AZURE}' "`, AZURE],
    [`<${AZURE}/>`, AZURE],
    [`\`${AZURE}\``, AZURE],
    ['HTTPS://N.CognitiveServices.Azure.COM/', AZURE],
    ['https://n.cognitiveservices.azure.com:443/', AZURE],
    ['https://n.cognitiveservices.azure.com./', AZURE],
    ['n.cognitiveservices.azure.com', AZURE],
    ['n.cognitiveservices.azure.com/vision/v3.2', AZURE],
    ['westeurope.api.cognitive.microsoft.com/', REGION],
    [`${AZURE}/vision`, AZURE],
    [`${AZURE}/formrecognizer/`, AZURE],
    ['https:\\\\n.cognitiveservices.azure.com\\', AZURE],
    ['https://api.example.com:8443/gw/ocr/', 'https://api.example.com:8443/gw/ocr'],
    // A gateway may name a service as the API does, and give it versions of its own.
    ['https://api.example.com/vision', 'https://api.example.com/vision'],
    ['https://api.example.com/vision/v1', 'https://api.example.com/vision/v1'],
    ['https://api.example.com/vision/v1/vision/v3.2/read/analyze', 'https://api.example.com/vision/v1'],
    ['https://api.example.com/vision/v3.2/vision/v3.2', 'https://api.example.com/vision/v3.2'],
    ['http://localhost:5000', 'http://localhost:5000'],
    ['http://127.0.0.1:5000/vision/v3.2', 'http://127.0.0.1:5000'],
    ['http://[::1]:5000', 'http://[::1]:5000'],
    ['https://read_service.internal', 'https://read_service.internal'],
  ])('%j is %s', (text, base) => {
    expect(endpointBase(text)).toBe(base);
  });

  const resource = 'give the address of the resource, for example https://NAME.cognitiveservices.azure.com.';
  it.each([
    ['', `is empty; ${resource}`],
    ['  ', `is empty; ${resource}`],
    ['my-vision', `is not a URL; ${resource}`],
    ['westeurope', `is not a URL; ${resource}`],
    ['localhost:5000', `is not a URL; ${resource}`],
    ['https://', `is not a URL; ${resource}`],
    ['https//n.cognitiveservices.azure.com', `is not a URL; ${resource}`],
    ['https://<your-resource>.cognitiveservices.azure.com', `is not a URL; ${resource}`],
    ['https://{name}.cognitiveservices.azure.com', `is not a URL; ${resource}`],
    ['https://$NAME.cognitiveservices.azure.com', `is not a URL; ${resource}`],
    ['{"endpoint": "https://n.cognitiveservices.azure.com"}', `is not a URL; ${resource}`],
    [
      `/subscriptions/${ID}/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/n`,
      `is the resource's id; ${resource}`,
    ],
    ['ftp://name.example', `is a ftp: URL; ${resource}`],
    [
      'http://n.cognitiveservices.azure.com',
      'is plain http, over which no key is sent; give https://n.cognitiveservices.azure.com.',
    ],
    ['http://api.example.com/gw', `is plain http, over which no key is sent; ${resource}`],
    ['http://127.0.0.1.example.com', `is plain http, over which no key is sent; ${resource}`],
    [
      'https://:hunter2@n.cognitiveservices.azure.com',
      'has a user name or password; give https://n.cognitiveservices.azure.com.',
    ],
    [
      'https://user:hunter2@n.cognitiveservices.azure.com',
      'has a user name or password; give https://n.cognitiveservices.azure.com.',
    ],
    [
      'https://api.example.com/gw?subscription-key=hunter2',
      `has query parameters other than api-version; ${resource}`,
    ],
    [
      `${AZURE}/vision/v3.2/read/analyze?language=de`,
      `has query parameters other than api-version; give ${AZURE}.`,
    ],
    ['https://api.example.com/gw#top', `has a fragment, the part from # on; ${resource}`],
    [`${AZURE}/foo`, `has a path that is not its API; give ${AZURE}.`],
    [`${AZURE}/,`, `has a path that is not its API; give ${AZURE}.`],
    [
      `https://portal.azure.com/#@contoso/resource/subscriptions/${ID}/overview`,
      `is a page of the portal (the endpoint is on the page "Keys and Endpoint"); ${resource}`,
    ],
    [
      'https://portal.azure.us/#home',
      `is a page of the portal (the endpoint is on the page "Keys and Endpoint"); ${resource}`,
    ],
    [
      `https://www.customvision.ai/projects/${ID}#/performance`,
      `is a page of Custom Vision (the endpoint is in its settings); ${resource}`,
    ],
    [
      'https://n.services.ai.azure.com/api/projects/ocr',
      `is the address of a Foundry project, not of its resource; ${resource}`,
    ],
    [
      'https://ai.azure.com/resource/overview',
      `is a page of a portal (the endpoint is on the page of the resource); ${resource}`,
    ],
    [
      'https://n.openai.azure.com/',
      `is the address of Azure OpenAI, which does not read images here; ${resource}`,
    ],
    [
      'https://westus.dev.cognitive.microsoft.com/docs/services',
      `is a page of the documentation; ${resource}`,
    ],
  ])('%j is rejected with the form to use', (text, message) => {
    expect(() => parseEndpoint(text, '--read_endpoint')).toThrow(`--read_endpoint ${message}`);
  });

  it('does not repeat what may hold a password', () => {
    expect(readEndpoint('https://user:hunter2@n.cognitiveservices.azure.com/?key=hunter2')).toMatchObject({
      problem: expect.not.stringContaining('hunter2') as unknown,
      instead: expect.not.stringContaining('hunter2') as unknown,
    });
  });
});

describe('the endpoint of a container without a key', () => {
  it('may be plain http on any host', () => {
    expect(parseEndpoint('http://read-container:5000/vision/v3.2', '--read_endpoint', true).href).toBe(
      'http://read-container:5000/',
    );
  });

  it.each(['read-container:5000', 'read.internal:5000', 'read'])('%s says neither http nor https', (text) => {
    expect(() => parseEndpoint(text, '--read_endpoint', true)).toThrow(
      'does not begin with http:// or https://',
    );
  });
});

const segment = fc.stringMatching(/^[a-zA-Z\d][\w~.-]{0,8}$/);
const prefixes = fc.array(segment, { maxLength: 4 }).map((parts) => parts.map((part) => `/${part}`).join(''));

it('a prefix of a gateway is kept, whatever call is after it', () => {
  fc.assert(
    fc.property(prefixes, fc.constantFrom(...CALLS), fc.constantFrom(...QUERIES), (prefix, call, query) => {
      const base = new URL(`https://api.example.com${prefix}`).href.replace(/\/+$/, '');
      expect(endpointBase(`${base}${call}${query}`)).toBe(base);
    }),
  );
});

it('reading an endpoint again changes nothing', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string()),
      (text) => {
        const base = endpointBase(text);
        expect(base === null ? null : endpointBase(base)).toBe(base);
      },
    ),
  );
});
