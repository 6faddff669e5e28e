import { inflateSync } from 'node:zlib';

/** What a PDF of ours says, page by page, each piece of text as it was written; blanks are plain. */
export const pdfText = (pdf: Buffer): readonly (readonly string[])[] => {
  const objects = objectsOf(pdf);
  const alphabets = alphabetsOf(objects);
  return [...objects.values()]
    .filter(({ head }) => /\/Type \/Page\b/.test(head))
    .map(({ head }) => {
      const contents = objects.get(Number(/\/Contents (\d+) 0 R/.exec(head)?.[1]))?.stream ?? '';
      return piecesOf(contents, alphabets);
    });
};

type PdfObject = { readonly head: string; readonly stream: string };

const objectsOf = (pdf: Buffer): ReadonlyMap<number, PdfObject> => {
  const text = pdf.toString('latin1');
  const objects = new Map<number, PdfObject>();
  for (const match of text.matchAll(/^(\d+) 0 obj\n(.*?)\nendobj$/gms)) {
    const [, id, body = ''] = match;
    const [head = '', ...rest] = body.split('\nstream\n');
    const bytes = Buffer.from(rest.join('\nstream\n').replace(/\nendstream$/, ''), 'latin1');
    const isText = head.includes('/FlateDecode') && !head.includes('/Length1');
    objects.set(Number(id), { head, stream: isText ? inflateSync(bytes).toString('latin1') : '' });
  }
  return objects;
};

type Alphabet = readonly string[];

/** What the signs of each font stand for, by the font's name in the pages. */
const alphabetsOf = (objects: ReadonlyMap<number, PdfObject>): ReadonlyMap<string, Alphabet> => {
  const alphabets = new Map<string, Alphabet>();
  for (const { head } of objects.values()) {
    for (const [, name = '', id] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const font = objects.get(Number(id))?.head ?? '';
      const map = objects.get(Number(/\/ToUnicode (\d+) 0 R/.exec(font)?.[1]))?.stream ?? '';
      alphabets.set(name, alphabetOf(map));
    }
  }
  return alphabets;
};

const alphabetOf = (map: string): Alphabet => {
  const ranges = [...map.matchAll(/<[0-9a-f]{4}> <[0-9a-f]{4}> \[(.*?)\]/gs)];
  return ranges.flatMap(([, entries = '']) =>
    [...entries.matchAll(/<([0-9a-f ]*)>/g)].map(([, hex = '']) =>
      Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'),
    ),
  );
};

const piecesOf = (contents: string, alphabets: ReadonlyMap<string, Alphabet>): readonly string[] => {
  let alphabet: Alphabet = [];
  const pieces: string[] = [];
  for (const [, font, array] of contents.matchAll(/\/(F\d+) [\d.]+ Tf|\[(.*?)\] TJ/g)) {
    if (font !== undefined) alphabet = alphabets.get(font) ?? [];
    else {
      const codes = [...(array ?? '').matchAll(/<([0-9a-f]*)>/g)].map(([, hex = '']) => hex).join('');
      const signs = codes.match(/.{4}/g)?.map((code) => alphabet[Number.parseInt(code, 16)] ?? '\ufffd') ?? [];
      pieces.push(signs.join('').replace(/\s/g, ' ').trim());
    }
  }
  return pieces;
};
