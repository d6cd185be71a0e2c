/** How many items at the beginning of a sorted list hold; none that follows one that does not may hold. */
export function partitionPoint<Item>(items: readonly Item[], holds: (item: Item, index: number) => boolean): number {
  let [low, high] = [0, items.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const item = items[middle]
    if (item !== undefined && holds(item, middle)) low = middle + 1
    else high = middle
  }
  return low
}
