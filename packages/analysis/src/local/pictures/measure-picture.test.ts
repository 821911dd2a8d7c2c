import { describe, expect, it } from 'vitest';
import { drawHouse, drawPage, drawPhoto } from '../../testing/draw-pictures.ts';
import { decodePicture } from './decode-picture.ts';
import { nameColour } from './measure-colours.ts';
import { mayHoldText, measurePicture } from './measure-picture.ts';

const measure = async (picture: Promise<Buffer>) => measurePicture(await decodePicture(await picture));

describe('the facts of a picture', () => {
  it('of a page are its paper and its print', async () => {
    const facts = await measure(drawPage());
    expect(facts.light).toBeGreaterThan(0.6);
    expect(facts.background).toBeGreaterThan(0.5);
    expect(facts.colourful).toBeLessThan(0.05);
    expect(facts.print).toBeGreaterThan(0.1);
    expect(facts.names[0]).toBe('white');
  });

  it('of a drawing are few colours and flat surfaces', async () => {
    const facts = await measure(drawHouse());
    expect(facts.flat).toBeGreaterThan(0.9);
    expect(facts.colours).toBeLessThan(8);
    expect(facts.names).toEqual(['blue', 'green']);
    expect(facts.print).toBe(0);
  });

  it('of a photo are many colours and no flat surface', async () => {
    const facts = await measure(drawPhoto());
    expect(facts.flat).toBeLessThan(0.5);
    expect(facts.colours).toBeGreaterThan(40);
  });

  it('tell whether it is worth reading', async () => {
    expect(mayHoldText(await measure(drawPage()))).toBe(true);
    expect(mayHoldText(await measure(drawPhoto()))).toBe(false);
  });
});

describe('the name of a colour', () => {
  it.each([
    [0, 0, 0, 'black'],
    [255, 255, 255, 'white'],
    [128, 130, 127, 'grey'],
    [220, 20, 20, 'red'],
    [240, 140, 20, 'orange'],
    [120, 70, 20, 'brown'],
    [240, 230, 40, 'yellow'],
    [40, 160, 50, 'green'],
    [40, 190, 190, 'turquoise'],
    [40, 60, 200, 'blue'],
    [130, 40, 200, 'purple'],
    [240, 100, 190, 'pink'],
  ])('of %i, %i, %i is %s', (red, green, blue, name) => {
    expect(nameColour(red, green, blue)).toBe(name);
  });
});
