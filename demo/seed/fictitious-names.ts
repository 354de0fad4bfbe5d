const given = [
  'Yohanis', 'Maria', 'Dominggus', 'Agustina', 'Markus', 'Yuliana', 'Petrus', 'Ruth', 'Simon', 'Elisabet',
  'Bernardus', 'Martina', 'Lukas', 'Paulina', 'Thomas', 'Dorkas', 'Nikolas', 'Veronika', 'Samuel', 'Regina',
]; // prettier-ignore

/** Trees, birds and things of the house: no family of Papua bears these names. */
const family = [
  'Matoa', 'Merbau', 'Kasuari', 'Cenderawasih', 'Nipah', 'Gaharu', 'Bintangur', 'Sagu', 'Pinang', 'Rotan',
  'Damar', 'Mambruk', 'Kuskus', 'Pandan', 'Kelapa', 'Tifa', 'Honai', 'Noken', 'Pala', 'Enau',
]; // prettier-ignore

/** The n-th invented person; each is marked as an example, and no two of the first 400 are alike. */
export function fictitiousName(n: number): string {
  const round = Math.floor(n / given.length);
  const first = given[n % given.length] ?? '';
  const last = family[(n * 7 + round) % family.length] ?? '';
  return `${first} ${last} (contoh)`;
}
