import { describe, expect, it } from 'vitest';
import { baseOf, parseEndpoint } from '../../src/azure/endpoint.ts';

describe('parseEndpoint', () => {
  it.each([
    ['https://name.cognitiveservices.azure.com/', 'https://name.cognitiveservices.azure.com'],
    ['https://gateway.example/ocr/', 'https://gateway.example/ocr'],
    ['http://localhost:5000', 'http://localhost:5000'],
    ['http://127.0.0.1:5000', 'http://127.0.0.1:5000'],
    ['http://[::1]:5000', 'http://[::1]:5000'],
  ])('takes %s', (text, base) => {
    expect(baseOf(parseEndpoint(text, '--read_endpoint'))).toBe(base);
  });

  it.each([
    ['http://name.cognitiveservices.azure.com', 'plain http'],
    ['http://127.0.0.1.attacker.example', 'plain http'],
    ['name.cognitiveservices.azure.com', 'not a URL'],
    ['ftp://name', 'ftp'],
    ['https://user:pass@name', 'password'],
    ['https://name/?key=1', 'query'],
  ])('refuses %s', (text, why) => {
    expect(() => parseEndpoint(text, '--read_endpoint')).toThrow(why);
  });

  it('does not repeat what may hold a password', () => {
    expect(() => parseEndpoint('https://user:hunter2@name', '--read_endpoint')).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('hunter2') }),
    );
  });

  it('takes plain http from anywhere where no key travels', () => {
    expect(parseEndpoint('http://read-container:5000', '--read_endpoint', true).host).toBe(
      'read-container:5000',
    );
  });
});
