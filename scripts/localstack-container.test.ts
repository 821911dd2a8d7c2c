import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod/mini';
import {
  COMPOSE_FILE,
  checkDocker,
  type DockerRun,
  ENDPOINT,
  ensureContainer,
  ISSUER_HOST,
} from './localstack-container.mjs';

type Answer = Awaited<ReturnType<DockerRun>>;

/** Docker, as far as a test needs it: answers by the first words of a command, and notes what it was asked. */
function fakeDocker(answers: Readonly<Record<string, Answer>> = {}) {
  const asked: string[] = [];
  const run: DockerRun = async (args) => {
    const command = args.filter((word) => !word.endsWith(COMPOSE_FILE) && word !== '--file').join(' ');
    asked.push(command);
    const [, answer] = Object.entries(answers).find(([start]) => command.startsWith(start)) ?? [];
    return answer ?? { code: 0, output: '' };
  };
  return { asked, run };
}
const ensure = (run: DockerRun) => ensureContainer({ root: '/project', log: () => {}, run });

describe('LocalStack in Docker', () => {
  it('is started when it does not run, and stopped again', async () => {
    const { asked, run } = fakeDocker();
    const { started, stop } = await ensure(run);
    expect(started).toBe(true);
    await stop();
    expect(asked.slice(2)).toEqual([
      'compose ps --services --status running',
      'compose up --detach --wait',
      'compose down --volumes',
    ]);
  });

  it('is left alone when it ran before', async () => {
    const { asked, run } = fakeDocker({ 'compose ps': { code: 0, output: 'localstack\n' } });
    const { started, stop } = await ensure(run);
    await stop();
    expect(started).toBe(false);
    expect(asked.join('\n')).not.toMatch(/compose (up|down)/);
  });

  it('leaves nothing behind when it does not get healthy, and says what docker said', async () => {
    const { asked, run } = fakeDocker({ 'compose up': { code: 1, output: 'pulling\nport is already allocated\n' } });
    await expect(ensure(run)).rejects.toThrow('LocalStack did not start: port is already allocated');
    expect(asked.at(-1)).toBe('compose down --volumes');
  });

  it('stops half-way when it is told to, and leaves nothing behind', async () => {
    const { asked, run } = fakeDocker();
    const told = new AbortController();
    const interruptible: DockerRun = async (args, signal) => {
      if (!args.includes('up')) return run(args);
      told.abort(new Error('Ctrl-C'));
      expect(signal?.aborted).toBe(true);
      return { code: 'SIGINT', output: '' };
    };
    const starting = ensureContainer({ root: '/project', log: () => {}, run: interruptible, signal: told.signal });
    await expect(starting).rejects.toThrow('Ctrl-C');
    expect(asked.at(-1)).toBe('compose down --volumes');
  });

  it.each([
    ['docker', { version: { code: 'ENOENT', output: '' } }, 'docker, which is not installed: get Docker from https://'],
    ['its engine', { version: { code: 1, output: 'Cannot connect' } }, /engine does not answer: .*\nCannot connect$/],
    [
      'its compose plugin',
      { 'compose version': { code: 1, output: '' } },
      'docker has no compose: sudo apt-get install',
    ],
  ] satisfies [string, Record<string, Answer>, string | RegExp][])(
    'says how to get %s when it is missing',
    async (_, answers, message) => {
      const { run } = fakeDocker(answers);
      await expect(checkDocker(run)).rejects.toThrow(message);
      await expect(checkDocker(run)).rejects.toHaveProperty('name', 'SetUpError');
    },
  );
});

const network = z.object({ subnet: z.string(), gateway: z.string() });
const composeSchema = z.object({
  services: z.strictObject({
    localstack: z.object({
      image: z.string(),
      ports: z.array(z.string()),
      environment: z.record(z.string(), z.string()),
      volumes: z.array(z.string()),
      healthcheck: z.object({ test: z.array(z.string()), retries: z.int() }),
      networks: z.object({ default: z.object({ ipv4_address: z.string() }) }),
    }),
  }),
  networks: z.object({ default: z.object({ name: z.string(), ipam: z.object({ config: z.tuple([network]) }) }) }),
  volumes: z.record(z.string(), z.unknown()),
});

describe('the compose file', () => {
  const text = readFileSync(join(import.meta.dirname, '..', COMPOSE_FILE), 'utf8');
  const { services, networks, volumes } = z.parse(composeSchema, parse(text));
  const { localstack } = services;
  const [{ subnet, gateway }] = networks.default.ipam.config;

  it('pins the last image that asks for no account', () => {
    expect(localstack.image).toBe('localstack/localstack:4.14');
    expect(text).not.toContain('AUTH_TOKEN');
  });

  it('listens on this machine only, where npm start is told to look', () => {
    expect(localstack.ports).toEqual([`${new URL(ENDPOINT).host}:4566`]);
  });

  it('refuses URLs that were tampered with, and looks at idle queues twice a second', () => {
    expect(localstack.environment).toMatchObject({
      S3_SKIP_SIGNATURE_VALIDATION: '0',
      LAMBDA_EVENT_SOURCE_MAPPING_MAX_BACKOFF_ON_EMPTY_POLL_SEC: '0.5',
    });
  });

  it('has functions in its own network, where the issuer on the host is the gateway', () => {
    expect(localstack.environment.LAMBDA_DOCKER_NETWORK).toBe(networks.default.name);
    expect(gateway).toBe(ISSUER_HOST);
    const prefix = subnet.replace(/\d+\/24$/, '');
    expect([gateway, localstack.networks.default.ipv4_address].every((address) => address.startsWith(prefix))).toBe(
      true,
    );
    expect(localstack.environment.LOCALSTACK_HOST).toBe(`${localstack.networks.default.ipv4_address}:4566`);
  });

  it('may start containers, and keeps its state in a volume', () => {
    expect(localstack.volumes).toContain('/var/run/docker.sock:/var/run/docker.sock');
    expect(localstack.volumes).toContain('localstack:/var/lib/localstack');
    expect(Object.keys(volumes)).toEqual(['localstack']);
  });

  it('is healthy when LocalStack says so', () => {
    expect(localstack.healthcheck.test.join(' ')).toMatch(/^CMD curl --fail .*:4566\/_localstack\/health$/);
  });
});
