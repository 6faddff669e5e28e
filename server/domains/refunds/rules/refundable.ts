/** Ways to pay by which no money can be sent back; gateways would refuse it. */
const ONE_WAY: ReadonlySet<string> = new Set(['CHECK', 'BOLETO', 'PIX', 'WEBMONEY']);

/** Whether money that was paid by a type of payment can go back the way that it came. */
export const canGoBack = (paymentType: string): boolean => !ONE_WAY.has(paymentType);
