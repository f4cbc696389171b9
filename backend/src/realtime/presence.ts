/**
 * Counts open pages per user and per credential.
 *
 * @param changed - called when a user's first page opens and when their last one closes
 */
export class Presence {
  private readonly users = new Map<string, number>();
  private readonly credentials = new Map<string, number>();

  constructor(private readonly changed: (user: string, present: boolean) => void) {}

  /** A page opened. The returned function says that it closed; calling it twice is harmless. */
  enter(user: string | null, credential: string): () => void {
    this.add(this.credentials, credential, 1);
    if (user !== null && this.add(this.users, user, 1) === 1) this.changed(user, true);
    let inside = true;
    return () => {
      if (!inside) return;
      inside = false;
      this.add(this.credentials, credential, -1);
      if (user !== null && this.add(this.users, user, -1) === 0) this.changed(user, false);
    };
  }

  pagesOf(credential: string): number {
    return this.credentials.get(credential) ?? 0;
  }

  pagesOfUser(user: string): number {
    return this.users.get(user) ?? 0;
  }

  present(user: string): boolean {
    return this.users.has(user);
  }

  private add(counts: Map<string, number>, key: string, by: 1 | -1): number {
    const next = (counts.get(key) ?? 0) + by;
    if (next === 0) counts.delete(key);
    else counts.set(key, next);
    return next;
  }
}
