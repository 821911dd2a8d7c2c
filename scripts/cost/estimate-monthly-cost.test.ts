import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SynthesizedStack } from '../../localstack/deploy/read-assembly.ts';
import { countStanding } from './count-standing.ts';
import { describeEstimate } from './describe-estimate.ts';
import { estimateMonthlyCost, type Standing } from './estimate-monthly-cost.ts';
import { PRICES } from './prices.ts';

const nothing: Standing = { alarms: 0, metrics: 0, keys: 0, secrets: 0, firewalls: 0, firewall_rules: 0 };
const some: Standing = { alarms: 40, metrics: 60, keys: 2, secrets: 1, firewalls: 1, firewall_rules: 2 };
const load = { filesPerMonth: 10_000, megabytesPerFile: 2 };
const amount = fc.double({ min: 0, max: 1e7, noNaN: true });

describe('the cost of a month', () => {
  it('is that of the idle queues when there is nothing and nothing comes', () => {
    const { lines, dollars, standingDollars } = estimateMonthlyCost({ filesPerMonth: 0, megabytesPerFile: 2 }, nothing);
    expect(lines.map(({ name }) => name)).toEqual(['queue_requests']);
    expect(dollars).toBeCloseTo(0.52, 2);
    expect(standingDollars).toBe(dollars);
  });

  it('of what stands there is its number times its price', () => {
    const { standingDollars } = estimateMonthlyCost({ filesPerMonth: 0, megabytesPerFile: 0 }, some);
    expect(standingDollars).toBeCloseTo(40 * 0.1 + 60 * 0.3 + 2 + 0.4 + 5 + 2 + 0.52, 1);
  });

  it('counts a million of what is priced by the million', () => {
    const line = estimateMonthlyCost({ filesPerMonth: 1e6, megabytesPerFile: 0 }, nothing).lines.find(
      ({ name }) => name === 'gateway_requests',
    );
    expect(line).toMatchObject({ units: 4, unit: 'million', dollars: 4 * PRICES.gateway_requests.dollarsPerUnit });
  });

  it('is the sum of its lines, the dearest first', () => {
    const { lines, dollars } = estimateMonthlyCost(load, some);
    expect(lines.reduce((sum, line) => sum + line.dollars, 0)).toBeCloseTo(dollars, 9);
    expect(lines.map((line) => line.dollars)).toEqual(lines.map((line) => line.dollars).toSorted((a, b) => b - a));
  });

  it('never falls when more or larger files come, and the standing part stays', () => {
    fc.assert(
      fc.property(amount, amount, amount, amount, (files, megabytes, moreFiles, moreMegabytes) => {
        const less = estimateMonthlyCost({ filesPerMonth: files, megabytesPerFile: megabytes }, some);
        const more = estimateMonthlyCost(
          { filesPerMonth: files + moreFiles, megabytesPerFile: megabytes + moreMegabytes },
          some,
        );
        expect(more.dollars).toBeGreaterThanOrEqual(less.dollars);
        expect(more.standingDollars).toBeCloseTo(less.standingDollars, 9);
        expect(less.standingDollars).toBeLessThanOrEqual(less.dollars + 1e-9);
      }),
    );
  });

  it.each([-1, Number.NaN])('is not that of %d files', (filesPerMonth) => {
    expect(() => estimateMonthlyCost({ filesPerMonth, megabytesPerFile: 1 }, some)).toThrow(RangeError);
  });

  it('reads as a sentence with its dearest parts', () => {
    const lines = describeEstimate(load, estimateMonthlyCost(load, some));
    expect(lines[0]).toMatch(/^about \$\d+\.\d\d a month for 10000 files of 2 MB/);
    expect(lines[1]).toMatch(/^ +\$18\.00 {2}metrics \(60 metric\)$/);
    expect(lines.join('\n')).toContain('everything else');
  });
});

describe('what stands there', () => {
  it('is counted in the templates', () => {
    const resource = (Type: string, Properties = {}) => ({ Type, Properties });
    const stacks: SynthesizedStack[] = [
      { name: 'a', template: { Resources: { k: resource('AWS::KMS::Key'), x: resource('AWS::CloudWatch::Alarm') } } },
      { name: 'b', template: { Resources: { f: resource('AWS::WAFv2::WebACL', { Rules: [1, 2] }) } } },
      { name: 'c', template: {} },
    ];
    expect(countStanding(stacks, 2)).toEqual({
      ...nothing,
      alarms: 1,
      metrics: 6,
      keys: 1,
      firewalls: 1,
      firewall_rules: 2,
    });
  });
});
