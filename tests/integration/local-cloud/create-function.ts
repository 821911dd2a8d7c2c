import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateFunctionCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import { zipFile } from './zip-file.ts';

// What the functions below have at hand. There is no SDK at run time, so `call` speaks to the cloud by itself.
const PRELUDE = `
const fs = require('node:fs');
const note = (entry) => fs.appendFileSync(process.env.JOURNAL, JSON.stringify(entry) + '\\n');
const notes = () => fs.existsSync(process.env.JOURNAL)
  ? fs.readFileSync(process.env.JOURNAL, 'utf8').split('\\n').slice(0, -1).map((line) => JSON.parse(line)) : [];
const call = async (service, target, body) => {
  const response = await fetch(process.env.AWS_ENDPOINT_URL, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': target,
      authorization: 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/' + service + '/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw Object.assign(new Error(await response.text()), { name: 'CallFailed' });
};
const answer = (taskToken, output) => call('states', 'AWSStepFunctions.SendTaskSuccess', { taskToken, output: JSON.stringify(output) });
const fail = (taskToken, error, cause) => call('states', 'AWSStepFunctions.SendTaskFailure', { taskToken, error, cause });
const named = (name, message) => Object.assign(new Error(message), { name });
`;

export type TestFunction = {
  readonly name: string;
  readonly arn: string;
  /** What the function noted so far, across all of its processes: it runs on this machine. */
  readonly journal: () => readonly Record<string, unknown>[];
};

const Entry = z.record(z.string(), z.unknown());

/** The whole lines of a journal. It is read while functions write: what follows the last newline is still on its way. */
const readJournal = (file: string) =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .slice(0, -1)
        .map((line) => Entry.parse(JSON.parse(line)))
    : [];

/** Creates a Node function whose handler is `body`: it sees `event`, `note`, `notes`, `answer`, `fail` and `named`. */
export const createFunction = async (
  { lambda, root }: { readonly lambda: LambdaClient; readonly root: string },
  name: string,
  body: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<TestFunction> => {
  const file = join(root, `${name}.journal`);
  const created = await lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Runtime: 'nodejs22.x',
      Role: 'arn:aws:iam::000000000000:role/test',
      Handler: 'index.handler',
      Timeout: 10,
      Environment: { Variables: { JOURNAL: file, ...environment } },
      Code: { ZipFile: zipFile('index.js', `${PRELUDE}\nexports.handler = async (event) => {\n${body}\n};\n`) },
    }),
  );
  return {
    name,
    arn: created.FunctionArn ?? '',
    journal: () => readJournal(file),
  };
};
