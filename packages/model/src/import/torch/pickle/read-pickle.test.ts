import { array, assert, constantFrom, integer, property, uint8Array } from 'fast-check';
import { expect, test } from 'vitest';
import { PickleRefusal } from './pickle-refusal.ts';
import type { PickleValue } from './pickle-value.ts';
import { readPickle } from './read-pickle.ts';
import { createTorchWorld } from './torch-world.ts';

/** A pickle written out by hand: texts as Latin-1, numbers as bytes. */
function pickle(...parts: readonly (string | number)[]): Uint8Array {
  return new Uint8Array(
    parts.flatMap((part) => (typeof part === 'number' ? [part] : [...Buffer.from(part, 'latin1')])),
  );
}

const world = () =>
  createTorchWorld({
    form: 'stateDict',
    storage() {
      throw new RangeError('no storages here');
    },
  });
const read = (bytes: Uint8Array): PickleValue => readPickle(bytes, world()).value;

/** What reading stumbles over; undefined where it does not. */
function faultOf(bytes: Uint8Array): unknown {
  try {
    read(bytes);
    return undefined;
  } catch (error) {
    return error;
  }
}

test.for<[what: string, bytes: Uint8Array, value: PickleValue]>([
  ['integers', pickle('J', 0xfe, 0xff, 0xff, 0xff, '.'), -2],
  ['integers as text', pickle('I-12\n.'), -12],
  ['long integers as text', pickle('L123456789L\n.'), 123_456_789],
  ['long integers', pickle(0x8a, 2, 0, 0xff, '.'), -256],
  ['integers beyond 2⁵³', pickle(0x8a, 8, 0, 0, 0, 0, 0, 0, 0, 0x40, '.'), 2n ** 62n],
  ['truth values as text', pickle('I01\n.'), true],
  ['fractions', pickle('G', 0x3f, 0xf8, 0, 0, 0, 0, 0, 0, '.'), 1.5],
  ['fractions as text', pickle('F1e-05\n.'), 1e-5],
  ['infinity as text', pickle('Finf\n.'), Infinity],
  ['texts in quotes', pickle("S'a\\n\\x41\\''\n."), "a\nA'"],
  ['texts with escapes', pickle('Vd\\u00e9j\\u00e0\n.'), 'déjà'],
  ['texts', pickle('X', 3, 0, 0, 0, 'abc.'), 'abc'],
  ['None', pickle('N.'), null],
  ['lists', pickle('(I1\nI2\nl.'), { kind: 'list', items: [1, 2] }],
  ['tuples', pickle('(I1\nt.'), { kind: 'tuple', items: [1] }],
  [
    'dictionaries',
    pickle("(S'k'\nI1\nd."),
    { kind: 'dict', entries: new Map<PickleValue, PickleValue>([['k', 1]]) },
  ],
  ['what was memoised', pickle('I7\np0\n0g0\n.'), 7],
  ['what was made twice', pickle('K', 5, '2', 0x86, '.'), { kind: 'tuple', items: [5, 5] }],
])('%s are read', ([, bytes, value]) => {
  expect(read(bytes)).toEqual(value);
});

test('a list that holds itself is read as one', () => {
  const list = read(pickle(']q', 0, 'h', 0, 'a.')) as { items: PickleValue[] };
  expect(list.items[0]).toBe(list);
});

test.for([
  ['a command', pickle("cos\nsystem\n(S'touch it-ran'\ntR."), 'os.system'],
  ['one that is only named', pickle('cbuiltins\neval\n.'), 'builtins.eval'],
  ['an attribute looked up', pickle('cbuiltins\ngetattr\n.'), 'builtins.getattr'],
  ['a name from the stack', pickle(0x8c, 2, 'os', 0x8c, 4, 'exec', 0x93, '.'), 'os.exec'],
  ['an object of a class', pickle('(iposix\nsystem\n.'), 'posix.system'],
  [
    'a class within torch',
    pickle('ctorch.nn.modules.conv\nConv2d\n.'),
    'torch.nn.modules.conv.Conv2d',
  ],
  ['a dtype’s method', pickle('ctorch\nload\n.'), 'torch.load'],
  ['a constant that is called', pickle('ctorch\nfloat32\n)R.'), 'a call of torch.float32'],
  ['data that is called', pickle('I1\n)R.'), 'a call of data'],
  ['a state for what has none', pickle(']Nb.'), 'a state for what has none'],
  ['an extension', pickle(0x82, 1, '.'), 'copyreg'],
  [
    'named arguments',
    pickle('ccollections\nOrderedDict\n)(I1\nI2\nd', 0x92, '.'),
    'named arguments',
  ],
] as const)('%s is refused by name', ([, bytes, refused]) => {
  const fault = faultOf(bytes);
  expect(fault).toBeInstanceOf(PickleRefusal);
  expect((fault as PickleRefusal).refused).toContain(refused);
});

test('a few bytes cannot ask for endless work', () => {
  // A list of a thousand numbers, copied as often as the pickle likes.
  const numbers = Array.from({ length: 1000 }, () => 'I1\n').join('');
  const copy = 'cbuiltins\nlist\nh\u0000\u0085R0';
  const bomb = pickle(`(${numbers}lq\u0000`, copy.repeat(25_000), '.');
  expect(faultOf(bomb)).toMatchObject({
    message: expect.stringContaining('take more than') as string,
  });
});

test.for([
  ['dictionaries', '}'],
  ['marks', '('],
  ['bytes', 'C\u0000'],
  ['calls', 'ctorch\nSize\n(I1\ntR'],
])('nor can %s fill memory', ([, each]) => {
  const bomb = Buffer.concat([Buffer.from(each!.repeat(2_000_001), 'latin1'), pickle('.')]);
  expect(faultOf(bomb)).toMatchObject({ message: 'it makes more than 2000000 objects' });
});

test('nor can a dictionary that is copied again and again', () => {
  const entries = Array.from({ length: 200 }, (_, key) => `I${key}\nN`).join('');
  const copy = 'cbuiltins\nlist\nh\u0000\u0085R0';
  const bomb = pickle(`}(${entries}uq\u0000`, copy.repeat(10_001), '.');
  expect(faultOf(bomb)).toMatchObject({
    message: expect.stringContaining('take more than') as string,
  });
});

test.for(['constructor', '__proto__', ''])('"%s" is no number', (text) => {
  expect(faultOf(pickle(`F${text}\n.`))).toMatchObject({ message: 'a number that is none' });
});

test('an integer of absurd length is refused', () => {
  const bytes = new Uint8Array(5000);
  bytes.set([0x8b, 0x80, 0x13, 0, 0]);
  expect(faultOf(bytes)).toMatchObject({ message: 'an integer of 4992 bytes' });
});

/** Every operation's byte, and a few that are none. */
const operations = [
  '()]}.NIFSTUVXKMJGcRbeasut2pqrghj0185oil',
  '\u0080\u0081\u0085\u0086\u0087\u0088\u0089\u008a\u008c\u008f\u0090\u0092\u0093\u0094\u0095',
].flatMap((codes) => codes.split(''));
const names = [
  'collections\nOrderedDict\n',
  'torch._utils\n_rebuild_tensor_v2\n',
  'numpy\ndtype\n',
  'numpy.core.multiarray\n_reconstruct\n',
  'torch\nSize\n',
  '_codecs\nencode\n',
  "'a'\n",
  '1\n',
];

test('anything at all is read or refused, in one way', () => {
  const known = constantFrom(...operations, ...names.map((name) => `c${name}`), ...names);
  assert(
    property(
      array(known, { maxLength: 60 }),
      array(integer({ min: 0, max: 255 }), { maxLength: 4 }),
      (parts, end) => {
        const fault = faultOf(pickle(...parts, ...end, '.'));
        return fault === undefined || fault instanceof RangeError;
      },
    ),
    { numRuns: 5000 },
  );
  assert(
    property(uint8Array({ maxLength: 200 }), (bytes) => {
      const fault = faultOf(bytes);
      return fault === undefined || fault instanceof RangeError;
    }),
    { numRuns: 5000 },
  );
});
