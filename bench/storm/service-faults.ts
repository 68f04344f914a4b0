/** Faults of the services, as `emulate --faults` takes them: about one request in eight fails. */
export const SERVICE_FAULTS = JSON.stringify({
  seed: 7,
  rules: [
    ...['read.submit', 'read.result'].flatMap((on) => [
      { on, probability: 0.02, fault: 'throttle', retry_after: 1 },
      { on, probability: 0.01, fault: 'status', status: 500, body: 'json' },
      { on, probability: 0.01, fault: 'status', status: 502, body: 'html' },
      { on, probability: 0.01, fault: 'status', status: 503, body: 'empty' },
      { on, probability: 0.01, fault: 'reset', when: 'before_body' },
      { on, probability: 0.01, fault: 'hang', seconds: 1 },
      { on, probability: 0.01, fault: 'slow_body', seconds: 1 },
      { on, probability: 0.01, fault: 'bad_body', body: 'truncated' },
    ]),
    { on: 'read.result', probability: 0.01, fault: 'reset', when: 'during_response' },
    { on: 'read.submit', probability: 0.01, fault: 'operation', ends: 'failed' },
    { on: 'read.submit', probability: 0.01, fault: 'operation', ends: 'vanished' },
  ],
});
