import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { html, scriptJson, trusted } from './html.ts';

test('no text put into a template can open a tag, end an attribute or start an entity', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('<', '>', '&', '"', "'", 'a', ';', '/', 'é') }),
      (name) => {
        const page = html`<p title="${name}">${name}</p>`.text;
        const [, attribute, content] = /^<p title="(.*)">(.*)<\/p>$/su.exec(page)!;
        for (const part of [attribute!, content!]) {
          expect(part).not.toMatch(/[<>"']/u);
          expect(part.replaceAll(/&(?:amp|lt|gt|quot|#39);/gu, '')).not.toContain('&');
        }
      },
    ),
  );
});

const item = (text: string) => html`<li>${text}</li>`;

test('templates go into templates as they are, lists are joined, undefined is nothing', () => {
  const values = [['<', 'b'].map(item), undefined, trusted('<hr>'), 3];
  expect(html`<p>${values}</p>`.text).toBe('<p><li>&lt;</li><li>b</li><hr>3</p>');
});

test('JSON in a script element reads back the same and cannot end the element', () => {
  fc.assert(
    fc.property(
      fc.jsonValue(),
      fc.constantFrom('</script>', '<!--', '\u2028', 'x'),
      (value, text) => {
        const json = scriptJson({ value, text }).text;
        expect(json).not.toContain('<');
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify({ value, text })));
      },
    ),
  );
});
