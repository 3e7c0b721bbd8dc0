import { type Agent, request } from 'node:https';
import webPush from 'web-push';
import type { PushTarget } from './pushSubscription.ts';

/** Names this server to push services. */
export interface Vapid {
  publicKey: string;
  privateKey: string;
  /** Whom they may write to: `mailto:` or `https:`. */
  subject: string;
}

export interface PushOptions {
  /** For so long, in seconds, the push service keeps it for a browser that is away. */
  ttlS: number;
  urgency: 'normal' | 'high';
  /** Of several under one that wait for a browser, it is given the last alone. */
  topic: string;
}

/** What a push service said. */
export interface PushAnswer {
  status: number;
  /** `Retry-After` in seconds, if it is a number. */
  retryAfterS: number | null;
}

export type SendWebPush = (target: PushTarget, payload: string, options: PushOptions) => Promise<PushAnswer>;

/** From the connection to the answer. */
const ANSWER_WITHIN_MS = 5000;

/**
 * Sends encrypted messages to push services, with our name. Redirects are not followed, and what they say is not read.
 * @param agent makes the connections
 * @returns sends one; it rejects when there is no answer, or the keys of the target are none
 */
export function webPushSender(vapid: Vapid, agent: Agent): SendWebPush {
  return (target, payload, { ttlS, urgency, topic }) => {
    const { endpoint, p256dh, auth } = target;
    const { method, headers, body } = webPush.generateRequestDetails(
      { endpoint, keys: { p256dh, auth } },
      payload,
      { vapidDetails: vapid, TTL: ttlS, urgency, topic },
    );
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    return new Promise((resolve, reject) => {
      const asked = request(endpoint, { method, headers: headers as never, agent, signal }, (answer) => {
        answer.resume();
        answer.on('error', () => {}); // it has said what we want to know
        const after = answer.headers['retry-after'] ?? '';
        const retryAfterS = /^\d{1,9}$/.test(after) ? Number(after) : null;
        resolve({ status: answer.statusCode ?? 0, retryAfterS });
      });
      asked.on('error', reject);
      asked.end(body);
    });
  };
}
