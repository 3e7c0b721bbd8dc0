/** Where parts of the server tell what operators should know. */
export interface Log {
  info(context: object, message: string): void;
  error(context: object, message: string): void;
  warn(context: object, message: string): void;
}
