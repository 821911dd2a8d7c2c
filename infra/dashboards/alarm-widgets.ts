import { Alarm, AlarmStatusWidget, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';

/** CloudWatch shows no more in one widget. */
const MAX_ALARMS = 100;

/** The state of alarms known by their names; nothing where there are none. `scope` is where they are imported. */
export function alarmWidgets(scope: Construct, title: string, names: readonly string[]): readonly IWidget[] {
  const widgets: IWidget[] = [];
  for (let start = 0; start < names.length; start += MAX_ALARMS) {
    const alarms = names.slice(start, start + MAX_ALARMS).map((name) => Alarm.fromAlarmName(scope, name, name));
    const height = Math.max(3, Math.ceil(alarms.length / 4) + 1);
    widgets.push(new AlarmStatusWidget({ title, width: 24, height, alarms }));
  }
  return widgets;
}
