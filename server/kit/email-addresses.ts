const LOCAL_PART = /^[^\s<>()[\],;:\\"@\p{Cc}]{1,64}$/u;
const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}])?$/u;

/**
 * Whether mail could be sent to a text: name@domain with at least two labels, in any script, 254 signs at most. Whether
 * it arrives, mail alone can tell. Quoted names and addresses of numbers are left out: shops never see honest ones.
 */
export function isEmailAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  if (text.length > 254 || at < 0) return false;
  const labels = text.slice(at + 1).split('.');
  return (
    LOCAL_PART.test(text.slice(0, at)) &&
    labels.length >= 2 &&
    labels.every((label) => LABEL.test(label)) &&
    !/^\d+$/.test(labels.at(-1) ?? '')
  );
}
