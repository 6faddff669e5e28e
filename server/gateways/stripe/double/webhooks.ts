import { createHmac } from 'node:crypto';
import { newName } from './desk.ts';

/** An event as it was told; its text never changes, however often it is sent. */
export type SentEvent = {
  readonly id: string;
  readonly type: string;
  readonly payload: string;
  /** HTTP status of each delivery, 0 where there was no answer. */
  readonly answers: number[];
};

export type Endpoint = { readonly url: string; readonly secret: string };

/** The signature of Stripe: an HMAC over time and text. `at` in whole seconds since 1970. */
export const signatureOf = (payload: string, secret: string, at: number): string =>
  `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${payload}`).digest('hex')}`;

/** The webhooks of one account. */
export const createWebhooks = (now: () => number) => {
  const events: SentEvent[] = [];
  const underWay = new Set<Promise<unknown>>();
  let endpoint: Endpoint | undefined;
  let isHeld = false;

  const send = async (event: SentEvent): Promise<void> => {
    if (endpoint === undefined) return;
    const { url, secret } = endpoint;
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'stripe-signature': signatureOf(event.payload, secret, now()),
    };
    try {
      const answer = await fetch(url, { method: 'POST', headers, body: event.payload, redirect: 'manual' });
      event.answers.push(answer.status);
    } catch {
      event.answers.push(0);
    }
  };

  const deliver = (event: SentEvent): Promise<void> => {
    const delivery = send(event);
    underWay.add(delivery);
    void delivery.finally(() => underWay.delete(delivery));
    return delivery;
  };

  return {
    events: events as readonly SentEvent[],
    /** Where events go from now on. */
    sendTo: (to: Endpoint | undefined): void => {
      endpoint = to;
    },
    /** Keeps events back until they are delivered by hand. */
    hold: (held: boolean): void => {
      isHeld = held;
    },
    /** Sends an event, again if it was sent before. */
    deliver,
    /** Waits for the deliveries under way, and for those that they lead to. */
    quiet: async (): Promise<void> => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    emit: (type: string, object: object): void => {
      const id = newName('evt');
      const body = { id, object: 'event', api_version: '2026-10-28.endive', created: now(), type, livemode: false };
      const payload = JSON.stringify({ ...body, pending_webhooks: 1, request: null, data: { object } });
      const event: SentEvent = { id, type, payload, answers: [] };
      events.push(event);
      // After the answer to the request that caused it, as with Stripe more often than not.
      if (!isHeld) setImmediate(() => void deliver(event));
    },
  };
};

export type Webhooks = ReturnType<typeof createWebhooks>;
