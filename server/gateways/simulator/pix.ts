import { amountText } from '../../kit/money.ts';

/**
 * The text in a Pix code, as a banking app takes it pasted: fields of two digits, the length in two digits, and the
 * value (the EMV layout for merchant-presented codes), with a checksum at the end.
 */
export function pixCode(paymentReference: string, amountMinor: bigint): string {
  const fields = [
    field('00', '01'),
    field('26', field('00', 'br.gov.bcb.pix') + field('01', 'pix@simulator.example')),
    field('52', '0000'),
    field('53', '986'),
    field('54', amountText(amountMinor, 'BRL')),
    field('58', 'BR'),
    field('59', 'SUTLER SIMULATOR'),
    field('60', 'SAO PAULO'),
    field('62', field('05', paymentReference)),
    '6304',
  ].join('');
  return fields + checksum(fields);
}

function field(id: string, value: string): string {
  return `${id}${String(value.length).padStart(2, '0')}${value}`;
}

/** CRC-16 with polynomial 0x1021 and start 0xFFFF, four upper-case hex digits. */
function checksum(text: string): string {
  let crc = 0xffff;
  for (const byte of Buffer.from(text)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 0x8000) === 0 ? crc << 1 : (crc << 1) ^ 0x1021;
    crc &= 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
}
