import { describe, expect, test } from 'vitest';
import { readVillages } from '../../../client/faces/enter/setup/villages/villageTable.ts';

const HEAD = '编码,名称,别名,纬度,经度';
const namesOf = (text: string) => readVillages(text).villages.map(({ name }) => name);
const problemsOf = (text: string) =>
  readVillages(text).problems.map(({ line, sentence }) => [line, sentence.en]);

describe('a table of villages', () => {
  test('is read with its columns in any order, by their headings', () => {
    const { villages, problems } = readVillages(
      '经度\t名称\t纬度\t区划代码\t又名\n120.8316\t糖坊村\t42.3229\t150525204203\t塘房村\n\t高和村\t\t150525204201\t',
    );
    expect(problems).toEqual([]);
    expect(villages).toEqual([
      {
        id: '150525204203',
        code: '150525204203',
        name: '糖坊村',
        alias: '塘房村',
        position: { lat: 42.3229, lng: 120.8316 },
        surveyed: true,
      },
      {
        id: '150525204201',
        code: '150525204201',
        name: '高和村',
        alias: null,
        position: null,
        surveyed: false,
      },
    ]);
  });

  test.each([
    ['commas', '编码,名称\n150525204201,高和村\n150525204202,成山村'],
    ['tabs', '编码\t名称\n150525204201\t高和村\n150525204202\t成山村'],
    ['full-width commas', '编码，名称\n150525204201，高和村\n150525204202，成山村'],
    ['semicolons', '编码;名称\n150525204201;高和村\n150525204202;成山村'],
    ['English headings and a byte order mark', '\ufeffcode,name\n150525204201,高和村\n150525204202,成山村'],
    [
      'quotes and Windows line ends',
      '"编码","名称"\r\n"150525204201","高和村"\r\n\r\n"150525204202","成山村"\r\n',
    ],
    ['a list of names without a heading', '高和村\n\n成山村\n'],
  ])('is read with %s', (_how, text) => {
    expect(namesOf(text)).toEqual(['高和村', '成山村']);
    expect(problemsOf(text)).toEqual([]);
  });

  test('keeps quotes, separators and line breaks within a quoted cell, and counts lines through it', () => {
    const text = '名称,别名\n"成""山村","甲,\n乙"\n,缺名';
    expect(readVillages(text).villages).toEqual([]);
    expect(problemsOf(text)).toEqual([
      [2, 'The alias “{alias}…” is longer than 20 characters'],
      [4, 'No name'],
    ]);
    expect(readVillages('名称,别名\n"成""山村","甲,乙"').villages[0]).toMatchObject({
      name: '成"山村',
      alias: '甲,乙',
    });
  });

  test.each([
    ['', 'There is nothing yet'],
    [HEAD, 'There is nothing yet'],
    ['1,2\n3,4', 'The first line must name the columns, “name” at least'],
  ])('says what is missing of %j', (text, sentence) => {
    expect(problemsOf(text).map(([, said]) => said)).toEqual([sentence]);
  });

  test.each([
    ['1505,高和村,,,', 'The code “{code}” is not 12 figures (in Excel make it text)'],
    ['1.50525E+11,高和村,,,', 'The code “{code}” is not 12 figures (in Excel make it text)'],
    [',,,,120.8', 'No name'],
    [`,${'长'.repeat(21)},,,`, 'The name “{name}…” is longer than 20 characters'],
    [',高和村,,42.3,', 'Give both latitude and longitude, or neither'],
    [',高和村,,42度23分,120.8', '“{text}” is not a number of degrees'],
    [',高和村,,120.8,42.3', 'Latitude {lat} and longitude {lng} seem swapped'],
    [',高和村,,42.3,220.8', 'Latitude {lat}, longitude {lng} is out of range'],
  ])('refuses the line %j where it stands', (line, sentence) => {
    expect(problemsOf(`${HEAD}\n,成山村,,,\n${line}`)).toContainEqual([3, sentence]);
    expect(namesOf(`${HEAD}\n,成山村,,,\n${line}`)).toEqual(['成山村']);
  });

  test('finds names and codes that come twice, with the line of the first', () => {
    const { problems } = readVillages(`${HEAD}\n150525204201,高和村,,,\n150525204201,成山村,,,\n,高和村,,,`);
    expect(problems.map(({ line, params }) => [line, params])).toEqual([
      [3, { code: '150525204201', first: 2 }],
      [4, { name: '高和村', first: 2 }],
    ]);
  });

  test('takes at most sixty', () => {
    const sixty = Array.from({ length: 60 }, (_, n) => `村${n}`);
    expect(problemsOf(sixty.join('\n'))).toEqual([]);
    expect(readVillages([...sixty, '多余村'].join('\n')).problems[0]?.params).toEqual({ n: 61 });
  });

  test('reads degrees as sheets write them', () => {
    const { villages } = readVillages(`${HEAD}\n,高和村,,北纬42.3°,E120.8°`);
    expect(villages[0]?.position).toEqual({ lat: 42.3, lng: 120.8 });
  });
});
