import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { methodList } from '../method.ts';
import { clientTypes } from './client-types.ts';
import { libraryMethods } from './made-up-library.ts';

const types = clientTypes(libraryMethods);

test('an interface with every method of the latest version, save for login', () => {
  expect(types).toContain(`export interface Methods {
  /** Adds a book. */
  addBook(book: BookInput, quietly: boolean): Promise<string>;
  /** Answers a book by its code. */
  getBook(bookCode: string): Promise<Book>;
  /**
   * Lends a book to a reader for some days, and tells the reader of it by e-mail, unless the reader asked not to be
   * told.
   */
  lendBook(
    bookCode: string,
    days?: number | null,
    reader?: ReaderInput | null,
    genre?: LendBookGenre | null,
    remark?: string | null,
  ): Promise<readonly string[]>;
  /** Gives a book another title, by old title or code. */
  renameBook(oldTitle: string | null | undefined, newTitle: string, code?: string | null): Promise<boolean>;
  /** Finds books. */
  searchBooks(search?: BookSearchInput | null): Promise<BookPage>;
  /** Changes a book. */
  updateBook(book: BookInput): Promise<boolean>;
}
`);
});

test('what a client sends may be left out, what it gets is there', () => {
  expect(types).toContain(`export type AuthorInput = {
  readonly Name: string;
  readonly Born?: string | null | undefined;
};
`);
  expect(types).toContain(`export type Author = {
  readonly Name: string | null;
  readonly Born: string | null;
};
`);
});

test('an answer has what is answered only, a request what is read only', () => {
  expect(types).toContain(`export type Book = {
  readonly BookCode: string | null;
  /** As it stands on the cover */
  readonly Title: string | null;
  readonly State: 'IN' | 'OUT' | null;
  readonly Genre: BookGenre | null;
  readonly Genres: readonly BookGenres[] | null;
  readonly Pages: number | null;
  readonly Shelf: string | null;
  readonly Price: number | null;
  readonly Lendable: boolean | null;
  readonly Bought: string | null;
  readonly Notes: Readonly<Record<string, string>> | null;
  readonly Loans: readonly Readonly<Record<string, string>>[] | null;
  readonly Grid: readonly (readonly number[])[] | null;
  readonly Authors: readonly Author[] | null;
  readonly Editor: Author | null;
  readonly Remark?: string | null;
  /** False when in none */
  readonly Series: string | false;
};
`);
  expect(types).toContain('  readonly Price?: number | string | null | undefined;\n');
  expect(types).toContain('  readonly Grid?: readonly (readonly (number | string)[])[] | null | undefined;\n');
  expect(types).toContain('  readonly Donor?: string | null | undefined;\n');
});

test('the text stands as the formatter would put it', () => {
  const biome = 'node_modules/@biomejs/biome/bin/biome';
  const formatted = execFileSync(process.execPath, [biome, 'format', '--stdin-file-path=client/types.ts'], {
    input: types,
    encoding: 'utf8',
  });
  expect(types).toBe(formatted);
});

test('the order in which the methods are listed changes nothing', () => {
  expect(clientTypes(methodList([...new Set([...libraryMethods.values()].reverse())]))).toBe(types);
});
