import * as z from 'zod/mini';

/** Where a dashboard is drawn that was made for any account: what its references become. */
export type Place = { readonly partition: string; readonly region: string; readonly account: string };

export type DashboardBody = {
  /** `sluice-<env>-<name>` */
  readonly name: string;
  readonly body: unknown;
};

const refSchema = z.object({ Ref: z.enum(['AWS::Partition', 'AWS::Region', 'AWS::AccountId']) });
const piecesSchema = z.union([
  z.string(),
  z.object({ 'Fn::Join': z.tuple([z.literal(''), z.array(z.union([z.string(), refSchema]))]) }),
]);
const templateSchema = z.object({
  Resources: z.record(z.string(), z.looseObject({ Type: z.string(), Properties: z.optional(z.unknown()) })),
});
const dashboardSchema = z.object({ DashboardName: z.string(), DashboardBody: piecesSchema });

/** The dashboards of a template in their order, as JSON. Throws when one refers to more than the place it is shown in. */
export function readDashboards(template: unknown, place: Place): readonly DashboardBody[] {
  const values = { 'AWS::Partition': place.partition, 'AWS::Region': place.region, 'AWS::AccountId': place.account };
  return Object.values(z.parse(templateSchema, template).Resources)
    .filter(({ Type }) => Type === 'AWS::CloudWatch::Dashboard')
    .map(({ Properties }) => {
      const { DashboardName: name, DashboardBody: pieces } = z.parse(dashboardSchema, Properties);
      const text =
        typeof pieces === 'string'
          ? pieces
          : pieces['Fn::Join'][1].map((piece) => (typeof piece === 'string' ? piece : values[piece.Ref])).join('');
      return { name, body: JSON.parse(text) };
    });
}
