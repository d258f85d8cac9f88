/** Ranks from 0 to `size` - 1, the chance of rank k being proportional to 1 / (k + 1): Zipf's law with exponent 1. `random` gives [0, 1). */
export function zipf(size: number, random: () => number): () => number {
  const sums = new Float64Array(size);
  let sum = 0;
  for (let k = 0; k < size; k += 1) {
    sum += 1 / (k + 1);
    sums[k] = sum;
  }
  return () => {
    const wanted = random() * sum;
    let low = 0;
    let high = size - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? sum) > wanted) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}
