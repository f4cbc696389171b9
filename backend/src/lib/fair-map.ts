/**
 * A map with an end that many owners share. An owner pushes out its own oldest entries; when all of
 * it is full, the owner with most entries loses one. So no owner can make the others' entries disappear.
 */
export class FairMap<V> {
  private readonly entries = new Map<string, { readonly owner: string; readonly value: V }>();
  /** Keys of each owner, the oldest first. */
  private readonly owners = new Map<string, Set<string>>();

  constructor(
    private readonly limits: {
      readonly max: number;
      readonly maxOfOne: number;
    },
  ) {}

  get(key: string): V | undefined {
    return this.entries.get(key)?.value;
  }

  /** Sets a key for an owner; it counts as their newest. */
  set(owner: string, key: string, value: V): void {
    this.delete(key);
    const keys = this.owners.get(owner) ?? new Set();
    if (keys.size >= this.limits.maxOfOne) this.removeOldest(keys);
    else if (this.entries.size >= this.limits.max) this.removeOldest(this.most());
    this.entries.set(key, { owner, value });
    keys.add(key);
    this.owners.set(owner, keys);
  }

  delete(key: string): void {
    const entry = this.entries.get(key);
    if (entry === undefined) return;
    this.entries.delete(key);
    const keys = this.owners.get(entry.owner);
    keys?.delete(key);
    if (keys?.size === 0) this.owners.delete(entry.owner);
  }

  deleteOwner(owner: string): void {
    [...(this.owners.get(owner) ?? [])].forEach(key => this.delete(key));
  }

  clear(): void {
    this.entries.clear();
    this.owners.clear();
  }

  get size(): number {
    return this.entries.size;
  }

  private removeOldest(keys: ReadonlySet<string>): void {
    const oldest = keys.values().next();
    if (!oldest.done) this.delete(oldest.value);
  }

  private most(): ReadonlySet<string> {
    let found: ReadonlySet<string> = new Set();
    for (const keys of this.owners.values()) if (keys.size > found.size) found = keys;
    return found;
  }
}
