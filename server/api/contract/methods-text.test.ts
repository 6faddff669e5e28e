import { expect, test } from 'vitest';
import { methodList, methodsOf } from '../method.ts';
import { libraryMethods } from './made-up-library.ts';
import { methodsText } from './methods-text.ts';

test('one line a method, in the order of their names', () => {
  const lines = methodsText(libraryMethods)
    .split('\n')
    .filter((line) => !line.startsWith('#'));
  expect(lines).toEqual([
    'addBook | .. | (book!: Book, quietly!: flag) | text | POST /books/ body=book fixed {"quietly":false} 201 | TITLE_MISSING',
    'getBook (getBookByCode) | .. | (bookCode!: text) | Book, before 3.1 OldBook | GET /books/{bookCode}/ | BOOK_NOT_FOUND',
    'lendBook | .. | (bookCode!: text, days: integer, reader: Reader, genre: text, remark: text) | text[] | ' +
      'POST /books/{bookCode}/loans/ body={days,reader,genre,remark} | BOOK_NOT_FOUND',
    'login | .. | (merchantCode!: text, date!: text, hash!: text, algo: text) | text | no REST | ' +
      'TOO_MANY_FAILURES FORBIDDEN NOT_ALLOWED',
    'removeBook | ..5.0 | (bookCode!: text) | flag | DELETE /books/{bookCode}/ | BOOK_NOT_FOUND',
    'renameBook | .. | (oldTitle: text, newTitle!: text, code: text) | flag | no REST | TITLE_MISSING',
    'searchBooks | .. | (search: BookSearch) | BookPage | GET /books/ query=search | -',
    'updateBook | 4.0.. | (book!: Book) | flag | PUT /books/{BookCode}/ body=book | BOOK_NOT_FOUND TITLE_MISSING',
    '',
  ]);
});

test('the order in which the methods are listed changes nothing', () => {
  const backwards = methodList([...methodsOf(libraryMethods)].reverse());
  expect(methodsText(backwards)).toBe(methodsText(libraryMethods));
});
