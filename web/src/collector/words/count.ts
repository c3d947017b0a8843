// How English counts.

export const many = (count: number, one: string, more: string) => (count === 1 ? `One ${one}` : `${count} ${more}`);
