import { describe, expect, it } from 'vitest';
import { type References, resolveValue } from './resolve-value.ts';

const references: References = {
  resources: new Map([
    ['Logs', { type: 'AWS::Logs::LogGroup', physicalId: '/aws/vendedlogs/states/m' }],
    ['Key', { type: 'AWS::KMS::Key', physicalId: 'key-1' }],
    ['Queue', { type: 'AWS::SQS::Queue', physicalId: 'http://127.0.0.1:4566/000000000000/q' }],
  ]),
  exports: new Map([['other:Key', 'arn:aws:kms:us-east-1:000000000000:key/key-2']]),
};

describe('resolveValue', () => {
  it.each([
    ['a plain value', { a: [1, 'x', true, null] }, { a: [1, 'x', true, null] }],
    ['a reference to a resource', { Ref: 'Queue' }, 'http://127.0.0.1:4566/000000000000/q'],
    ['a pseudo parameter', { Ref: 'AWS::Region' }, 'us-east-1'],
    [
      'the ARN of a log group',
      { 'Fn::GetAtt': ['Logs', 'Arn'] },
      'arn:aws:logs:us-east-1:000000000000:log-group:/aws/vendedlogs/states/m:*',
    ],
    ['the ARN of a key', { 'Fn::GetAtt': ['Key', 'Arn'] }, 'arn:aws:kms:us-east-1:000000000000:key/key-1'],
    ['an import', { 'Fn::ImportValue': 'other:Key' }, 'arn:aws:kms:us-east-1:000000000000:key/key-2'],
    ['a join', { 'Fn::Join': ['/', ['a', { Ref: 'Key' }]] }, 'a/key-1'],
    ['references at any depth', { Rules: [{ Key: { Ref: 'Key' } }] }, { Rules: [{ Key: 'key-1' }] }],
  ])('replaces %s', (_, value, resolved) => {
    expect(resolveValue(value, references)).toEqual(resolved);
  });

  it.each([
    ['a function it does not know', { 'Fn::Select': [0, ['a']] }],
    ['a resource that was not deployed', { Ref: 'Gone' }],
    ['an attribute it does not know', { 'Fn::GetAtt': ['Queue', 'Arn'] }],
    ['an export that is not there', { 'Fn::ImportValue': 'gone' }],
  ])('refuses %s, rather than setting half of it', (_, value) => {
    expect(() => resolveValue(value, references)).toThrow(/cannot resolve/);
  });
});
