/** A line of chat as the server sends it. `at` is epoch ms. */
export interface ChatMessage {
  id: string;
  /** The writer's uuid. */
  from: string;
  name: string;
  text: string;
  at: number;
}
