import type createDocumentIntelligenceClient from '@azure-rest/ai-document-intelligence';
import { pipelineHeaders, UNREAD_PROXY_OPTIONS } from '../../../azure/pipeline-client.ts';
import { neverAborted } from '../../../flow/abort.ts';
import { checkedSend, type ServiceLink } from './checked-send.ts';
import { bodyOf, lowerCased } from './ms-rest-http-client.ts';

type ClientOptions = NonNullable<Parameters<typeof createDocumentIntelligenceClient>[2]>;
type Pipeline = ReturnType<typeof createDocumentIntelligenceClient>['pipeline'];
type HttpClient = NonNullable<ClientOptions['httpClient']>;

/** Options for the newer Azure libraries: our transport sends the requests, without their retries and redirects. */
export function coreRestOptions(link: ServiceLink) {
  return {
    httpClient: coreRestHttpClient(link),
    proxyOptions: UNREAD_PROXY_OPTIONS,
    retryOptions: { maxRetries: 0 },
    redirectOptions: { maxRetries: 0 },
  };
}

/**
 * The newer libraries require a credential. They get a placeholder, and its policy is removed, because our transport
 * adds the credentials.
 */
export function withoutCredentials<C extends { readonly pipeline: Pipeline }>(
  create: (placeholder: { key: string }) => C,
): C {
  const client = create({ key: 'placeholder' });
  client.pipeline.removePolicy({ name: 'keyCredentialAuthenticationPolicy' });
  return client;
}

function coreRestHttpClient(link: ServiceLink): HttpClient {
  return {
    async sendRequest(request) {
      const response = await checkedSend(
        link,
        {
          method: request.method,
          url: request.url,
          headers: lowerCased(request.headers.toJSON()),
          body: bodyOf(request.body),
        },
        request.abortSignal instanceof AbortSignal ? request.abortSignal : neverAborted,
      );
      return {
        request,
        status: response.status,
        headers: pipelineHeaders(response.headers),
        bodyAsText: response.text,
      };
    },
  };
}
