import { Service, type ServiceOptions } from './Service.ts';

/** Everything that was begun for one purpose, so that all of it can be ended, also half way through the beginning. */
export class Programs {
  readonly #all = new Set<Service>();
  #over = false;

  /** As `Service.start`. @throws Error once all were killed */
  readonly begin = async (name: string, options: ServiceOptions): Promise<Service> => {
    if (this.#over) throw new Error(`${name} is not started any more.`);
    const service = await Service.start(name, options);
    this.#all.add(service);
    void service.ended.then(() => this.#all.delete(service));
    if (this.#over) service.killNow();
    return service;
  };

  /** Waits for all of what starts. When something fails the rest is killed, and nothing goes on behind our back. */
  async together<T extends readonly unknown[]>(
    starts: T,
  ): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
    try {
      return await Promise.all(starts);
    } catch (error) {
      this.killNow();
      await Promise.allSettled(starts);
      throw error;
    }
  }

  /** Kills all of them, and lets none begin any more. */
  killNow(): void {
    this.#over = true;
    for (const service of this.#all) service.killNow();
  }

  /** As `killNow`; resolves when all are gone. */
  async kill(): Promise<void> {
    this.killNow();
    await Promise.all([...this.#all].map((service) => service.ended));
  }
}
