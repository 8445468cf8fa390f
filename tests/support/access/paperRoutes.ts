/** Who may have the roster as a paper or a calendar, and hand in his own; read as table.ts says. */
export const paperRoutes = {
  'GET /api/papers/roster.xlsx': {
    township: '1111 y 3331 yyy33 31',
    missing: '1111 4 3331 44433 31',
    malformed: 'nnnn n nnnn nnnnn nn',
  },
  'POST /api/imports/roster': {
    township: '1111 L 3331 nnn33 31',
    missing: '1111 L 3331 44433 31',
    malformed: 'nnnn n nnnn nnnnn nn',
  },
  'GET /api/feeds': { township: '1111 e 3331 eye33 31' },
  'POST /api/feeds': { township: '1111 L 3331 yyy33 31', malformed: '1111 L 3331 nnn33 31' },
  'DELETE /api/feeds/:id': {
    township: '1111 L 3331 4y433 31',
    missing: '1111 L 3331 44433 31',
    malformed: '1111 L 3331 44433 31',
  },
  'GET /api/feeds/:token.ics': {
    township: 'yyyy y yyyy yyyyy yy',
    missing: '4444 4 4444 44444 44',
    malformed: '4444 4 4444 44444 44',
  },
} as const;
