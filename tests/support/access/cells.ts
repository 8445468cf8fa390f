/** Lines of the table that many commands share; the letters are explained in table.ts. */
export const never = { township: '1111 L 3331 33333 31' };
/** By the duty desk alone, about anything; what there is not is refused for its own reason. */
export const desk = {
  own: '1111 L 3331 yy333 31',
  other: '1111 L 3331 yy333 31',
  township: '1111 L 3331 yy333 31',
  missing: '1111 L 3331 nn333 31',
  malformed: '1111 L nnn1 nnn33 31',
};

/** By the office: the duty desk, and the administrator, who often is its clerk. */
export const office = {
  township: '1111 L 3331 yyy33 31',
  missing: '1111 L 3331 nnn33 31',
  malformed: '1111 L nnn1 nnn33 31',
};
/** The same of what is not about anything that could be missing. */
export const officeAtAll = { township: office.township, malformed: office.malformed };
export const officeRefused = {
  township: office.missing,
  missing: office.missing,
  malformed: office.malformed,
};
export const byLeader = {
  township: '1111 L 3331 3y333 31',
  missing: '1111 L 3331 3n333 31',
  malformed: '1111 L nnn1 nnn33 31',
};

/** By the duty desk alone, and about nothing that could be missing. */
export const deskAtAll = { township: desk.township, malformed: desk.malformed };

/** By the duty desk, of what no village has a part in. */
export const deskOnly = { township: desk.township, missing: desk.missing, malformed: desk.malformed };
export const deskRefused = { ...deskOnly, township: desk.missing };
