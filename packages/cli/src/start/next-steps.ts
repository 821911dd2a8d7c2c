import type { CloudStatus } from '../local-cloud/cloud-messages.ts';
import type { FileResult } from '../sending/file-result.ts';
import type { Paint } from '../terminal/paint.ts';

const TOKEN = '"$(npx sluice token --role editor --tenant acme)"';

/** What a person may do next, ready to paste. */
export const nextSteps = (
  cloud: CloudStatus,
  results: readonly FileResult[],
  paint: Paint,
  endpoint: string | undefined,
): string[] => {
  // The command looks at the local cloud of this clone by itself; any other must be named.
  const where = endpoint === undefined ? '' : ` --api-url ${cloud.api_url} --token ${TOKEN}`;
  const published = results.find(({ status, renditions }) => status === 'published' && renditions.length > 0);
  const any = published ?? results.find(({ file_id }) => file_id !== null);
  const waiting = results.filter(({ status }) => status === 'pending_review').length;
  return [
    '',
    `${paint('bold', 'Sluice is running.')} Its API is ${paint('cyan', cloud.api_url ?? '')}`,
    '',
    'next:',
    `  npx sluice put FILE…${where}   ${paint('dim', '# upload your own')}`,
    ...(any === undefined
      ? []
      : [`  npx sluice show ${any.file_id}${where}   ${paint('dim', '# what happened to it')}`]),
    ...(waiting > 0
      ? [
          `  npx sluice review${where}   ${paint('dim', `# ${waiting} ${waiting === 1 ? 'file waits' : 'files wait'} for a person`)}`,
        ]
      : []),
    `  npm run dashboards${endpoint === undefined ? '' : ` -- --endpoint ${endpoint}`}   ${paint('dim', '# how it is doing, as a page')}`,
    `  curl -H "Authorization: Bearer $(npx sluice token --role viewer --tenant acme)" ${cloud.api_url}/v1/files`,
    '',
    paint('dim', 'Ctrl-C stops everything.'),
  ];
};
