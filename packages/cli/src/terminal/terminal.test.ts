import { describe, expect, it } from 'vitest';
import { createTestTerminal } from '../testing.ts';
import { createLiveLines } from './live-lines.ts';
import { createPaint, wantsColour } from './paint.ts';

const tty = { isTTY: true, columns: 80, rows: 24 };

describe('wantsColour', () => {
  it.each([
    ['a terminal', tty, {}, true],
    ['a pipe', {}, {}, false],
    ['NO_COLOR', tty, { NO_COLOR: '1' }, false],
    ['an empty NO_COLOR', tty, { NO_COLOR: '' }, true],
    ['a dumb terminal', tty, { TERM: 'dumb' }, false],
    ['FORCE_COLOR in a pipe', {}, { FORCE_COLOR: '1' }, true],
    ['FORCE_COLOR=0', tty, { FORCE_COLOR: '0' }, false],
    ['both', tty, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
  ])('of %s', (_what, stream, env, wanted) => {
    expect(wantsColour(stream, env)).toBe(wanted);
  });
  it('paints only then', () => {
    expect(createPaint(false)('red', 'x')).toBe('x');
    expect(createPaint(true)('red', 'x')).toBe('\u001b[31mx\u001b[39m');
  });
});

describe('live lines', () => {
  it('print settled lines alone where nothing can be drawn again', () => {
    const { terminal, err, out } = createTestTerminal();
    const live = createLiveLines(terminal);
    live.show('a', 'on its way');
    live.settle('a', 'done');
    live.stop();
    expect(err()).toBe('done\n');
    expect(out()).toBe('');
  });
  it('take away what was live before they print a settled line, and give the cursor back', () => {
    const { terminal, err } = createTestTerminal(tty);
    const live = createLiveLines(terminal);
    live.show('a', 'first');
    live.show('b', 'second');
    live.settle('x', 'settled');
    expect(err()).toContain('settled\n\u001b[2Kfirst\n\u001b[2Ksecond\n');
    live.stop();
    expect(err().endsWith('\u001b[2A\r\u001b[0J\u001b[?25h')).toBe(true);
  });
  it('never draw more lines than the terminal has', () => {
    const { terminal, err } = createTestTerminal({ ...tty, rows: 5 });
    const live = createLiveLines(terminal);
    for (let n = 0; n < 10; n += 1) live.show(String(n), `line ${n}`);
    live.settle('x', 'settled');
    expect(err()).toContain('line 2\n\u001b[2K… and 7 more\n');
    expect(err()).not.toContain('line 3');
    live.stop();
  });
});
