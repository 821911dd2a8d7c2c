import { describe, expect, it } from 'vitest';
import { lifecycleRule, TemplateLifecycleRule } from './lifecycle-rule.ts';

const filterOf = (conditions: object) =>
  lifecycleRule(TemplateLifecycleRule.parse({ Status: 'Enabled', ...conditions })).Filter;
const Tag = { Key: 'tier', Value: 'cold' };

describe('lifecycleRule', () => {
  it('says in the words of the S3 API what the template says', () => {
    const rule = TemplateLifecycleRule.parse({
      Id: 'archive',
      Status: 'Enabled',
      Prefix: 't/',
      ExpirationInDays: 365,
      NoncurrentVersionExpiration: { NoncurrentDays: 30, NewerNoncurrentVersions: 2 },
      Transitions: [{ StorageClass: 'GLACIER', TransitionInDays: 90 }],
      NoncurrentVersionTransitions: [{ StorageClass: 'STANDARD_IA', TransitionInDays: 7 }],
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
    });
    expect(lifecycleRule(rule)).toEqual({
      ID: 'archive',
      Status: 'Enabled',
      Filter: { Prefix: 't/' },
      Expiration: { Days: 365 },
      NoncurrentVersionExpiration: { NoncurrentDays: 30, NewerNoncurrentVersions: 2 },
      Transitions: [{ StorageClass: 'GLACIER', Days: 90 }],
      NoncurrentVersionTransitions: [{ StorageClass: 'STANDARD_IA', NoncurrentDays: 7 }],
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
    });
  });

  it.each([
    ['no condition applies to every object', {}, { Prefix: '' }],
    ['one tag stands alone', { TagFilters: [Tag] }, { Tag }],
    ['one size stands alone', { ObjectSizeGreaterThan: '1024' }, { ObjectSizeGreaterThan: 1024 }],
    ['several conditions are joined', { Prefix: 't/', TagFilters: [Tag] }, { And: { Prefix: 't/', Tags: [Tag] } }],
  ])('%s', (_, conditions, filter) => {
    expect(filterOf(conditions)).toEqual(filter);
  });

  it('refuses a field it would lose', () => {
    expect(() => TemplateLifecycleRule.parse({ Status: 'Enabled', ExpirationDate: '2030-01-01' })).toThrow();
  });
});
