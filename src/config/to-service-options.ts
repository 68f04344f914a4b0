import type { OPTIONS } from './options.ts';
import type { ParsedOptions } from './parse-options.ts';
import type { CustomVisionOptions, SecretOptions, ServiceOptions } from './worker-options.ts';

export function toServiceOptions(values: ParsedOptions<typeof OPTIONS>): {
  readonly secrets: SecretOptions;
  readonly service: ServiceOptions;
  readonly customVision: CustomVisionOptions;
} {
  return {
    secrets: {
      kvReadapi: values.kv_readapi ?? null,
      kvCustomimage: values.kv_customimage ?? null,
      origin: values.secrets,
      keyVault: values.key_vault ?? null,
    },
    service: {
      endpoint: values.read_endpoint ?? null,
      auth: values.service_auth,
      tier: values.tier,
      tps: values.service_tps ?? null,
      pages: values.pages ?? null,
      readingOrder: values.reading_order ?? null,
      modelVersion: values.model_version ?? null,
    },
    customVision: {
      endpoint: values.custom_vision_endpoint ?? null,
      project: values.custom_vision_project ?? null,
      publishedName: values.custom_vision_published_name ?? null,
      minimumProbability: values.custom_vision_minimum_probability ?? null,
    },
  };
}
