/** Which processes are alive, as owners of matches. */
export interface Liveness {
  /** Says that this process is alive. Call it once a second. */
  beat(): Promise<void>;
  alive(process: string): Promise<boolean>;
  /** `host:port` at which a process that is alive answers its peers; null when it is not known. */
  address(process: string): Promise<string | null>;
  /** Where a process that is alive runs; null when it is not known. */
  region(process: string): Promise<string | null>;
  /** This process goes down on purpose: nobody is to wait for it. */
  leave(): Promise<void>;
}
