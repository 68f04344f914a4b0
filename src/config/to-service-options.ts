import type { Values } from './find-contradictions.ts';
import type {
  CustomVisionOptions,
  ReadingOrder,
  SecretOptions,
  SecretOrigin,
  ServiceAuthName,
  ServiceOptions,
  Tier,
} from './worker-options.ts';

/** The options about services, checked before. */
export function toServiceOptions(values: Values): {
  readonly secrets: SecretOptions;
  readonly service: ServiceOptions;
  readonly customVision: CustomVisionOptions;
} {
  return {
    secrets: {
      kvReadapi: values.kv_readapi ?? null,
      kvCustomimage: values.kv_customimage ?? null,
      origin: (values.secrets ?? 'vault') as SecretOrigin,
      keyVault: values.key_vault ?? null,
    },
    service: {
      endpoint: values.read_endpoint ?? null,
      auth: (values.service_auth ?? 'key') as ServiceAuthName,
      tier: (values.tier ?? 'paid') as Tier,
      pages: values.pages?.split(',') ?? null,
      readingOrder: (values.reading_order ?? null) as ReadingOrder | null,
      modelVersion: values.model_version ?? null,
    },
    customVision: {
      endpoint: values.custom_vision_endpoint ?? null,
      project: values.custom_vision_project ?? null,
      publishedName: values.custom_vision_published_name ?? null,
      minimumProbability: toNumber(values.custom_vision_minimum_probability),
    },
  };
}

function toNumber(value: string | undefined): number | null {
  return value === undefined ? null : Number(value);
}
