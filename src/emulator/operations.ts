/** The services this server stands in for; images, bills and keys are per service. */
export type ServiceName = 'read' | 'custom-vision' | 'document-intelligence' | 'image-analysis' | 'azure';

interface OperationFacts {
  readonly service: ServiceName;
  /** Calls with the same budget share one rate; null is never throttled. */
  readonly budget: BudgetName | null;
  /** The header that carries the key; null when no key is needed. */
  readonly keyHeader: 'ocp-apim-subscription-key' | 'prediction-key' | null;
  /** The names of the operation and the API in the gateway's 429 message. */
  readonly title: string;
  readonly api: string;
  readonly resource: string;
}

const read = {
  service: 'read',
  budget: 'read',
  keyHeader: 'ocp-apim-subscription-key',
  api: 'Computer Vision API (v3.2)',
  resource: 'ComputerVision',
} as const;
const customVision = {
  service: 'custom-vision',
  keyHeader: 'prediction-key',
  api: 'Custom Vision Prediction API (v3.1)',
  resource: 'CustomVision.Prediction',
} as const;
const documentIntelligence = {
  service: 'document-intelligence',
  keyHeader: 'ocp-apim-subscription-key',
  api: 'Document Intelligence API (2024-11-30)',
  resource: 'FormRecognizer',
} as const;
const azure = { service: 'azure', budget: null, keyHeader: null, api: '', resource: '' } as const;

/** Every operation by the name that statistics and fault rules use. */
export const OPERATIONS = {
  'read.submit': { ...read, title: 'Read' },
  'read.result': { ...read, title: 'Get Read Result' },
  /** Only the container has it; the container needs no key and never throttles. */
  'read.sync': { ...read, budget: null, keyHeader: null, title: 'Read Sync' },
  'custom-vision.detect': { ...customVision, budget: 'custom-vision', title: 'Detect Image' },
  'custom-vision.detect-nostore': {
    ...customVision,
    budget: 'custom-vision-nostore',
    title: 'Detect Image With No Store',
  },
  'document-intelligence.analyze': {
    ...documentIntelligence,
    budget: 'document-intelligence-analyze',
    title: 'Analyze Document',
  },
  'document-intelligence.result': {
    ...documentIntelligence,
    budget: 'document-intelligence-get',
    title: 'Get Analyze Result',
  },
  'document-intelligence.delete': {
    ...documentIntelligence,
    budget: 'document-intelligence-manage',
    title: 'Delete Analyze Result',
  },
  'image-analysis.analyze': {
    ...read,
    service: 'image-analysis',
    budget: 'image-analysis',
    title: 'Analyze',
    api: 'Computer Vision API (2024-02-01)',
  },
  'identity.token': { ...azure, title: 'Managed identity token' },
  'key-vault.secret': { ...azure, title: 'Get Secret' },
  'resource-manager.workspace': { ...azure, title: 'Get Workspace' },
} as const satisfies Record<string, OperationFacts>;

export type OperationName = keyof typeof OPERATIONS;

export const BUDGETS = [
  'read',
  'custom-vision',
  'custom-vision-nostore',
  'document-intelligence-analyze',
  'document-intelligence-get',
  'document-intelligence-manage',
  'image-analysis',
] as const;
export type BudgetName = (typeof BUDGETS)[number];
