import { Duration } from 'aws-cdk-lib';
import { Dashboard, type IWidget, Row } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { findObserved } from '../dashboards/find-observed.ts';
import { overviewRows } from '../dashboards/overview-dashboard.ts';
import { serviceRows } from '../dashboards/service-dashboard.ts';
import { ServiceStack, type ServiceStackProps } from '../service-stack.ts';

/**
 * One dashboard of the whole and one a service, of whatever stands in the tree: build it last. It knows parts by their
 * names, so it neither waits for their stacks nor keeps them from changing.
 */
export class ObservabilityStack extends ServiceStack {
  constructor(scope: Construct, props: ServiceStackProps) {
    const services = findObserved(scope);
    super(scope, 'observability', props);
    this.#show('overview', overviewRows(this, services));
    for (const observed of services) this.#show(observed.service, serviceRows(this, observed));
  }

  #show(name: string, rows: readonly (readonly IWidget[])[]): void {
    const dashboard = new Dashboard(this, name, {
      dashboardName: this.physicalName(name),
      defaultInterval: Duration.hours(3),
    });
    for (const row of rows) dashboard.addWidgets(new Row(...row));
  }
}
