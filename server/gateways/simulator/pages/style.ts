/** The one style of all pages; its hash is in their content security policy. */
export const STYLE = `
:root { color-scheme: light; --ink: #1b1f24; --soft: #5a6472; --line: #d5dae1; --accent: #1a4fa3; --band: #1a4fa3; --on-band: #fff; }
.paypal { --accent: #00457c; --band: #00306e; }
.ideal { --accent: #a8004f; --band: #a8004f; }
.trustly { --accent: #0a6b2b; --band: #0d2b1a; }
.wechat { --accent: #05703a; --band: #05703a; }
.alipay { --accent: #0b5fc4; --band: #0b5fc4; }
.giropay { --accent: #00387a; --band: #00387a; }
.sofort { --accent: #9c3056; --band: #7d2444; }
.unionpay { --accent: #01616b; --band: #01616b; }
.webmoney { --accent: #036c99; --band: #024a69; }
.pix { --accent: #0b6e64; --band: #0b6e64; }
.boleto { --accent: #2b3440; --band: #2b3440; }
* { box-sizing: border-box; }
body { font: 1rem/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif; margin: 0; padding: 2.5rem 1rem; color: var(--ink); background: #eef1f5; }
.sheet { max-width: 29rem; margin: 0 auto; background: #fff; border: 1px solid var(--line); border-radius: .75rem; overflow: hidden; box-shadow: 0 1px 2px rgba(16, 24, 40, .06), 0 12px 32px rgba(16, 24, 40, .08); }
.band { display: flex; align-items: center; justify-content: space-between; padding: .9rem 1.5rem; background: var(--band); color: var(--on-band); }
.band .name { font-weight: 700; font-size: 1.1rem; letter-spacing: .01em; }
.badge { font-size: .75rem; font-weight: 600; padding: .1rem .6rem; border: 1px solid currentColor; border-radius: 1rem; opacity: .9; }
main { padding: 1.5rem; }
h1 { font-size: 1.35rem; line-height: 1.3; margin: 0 0 1rem; }
h2 { font-size: .95rem; margin: 0 0 .25rem; }
p { margin: 0 0 1rem; }
.purchase { margin: 0 0 1.25rem; padding: .25rem 1rem; background: #f6f8fa; border-radius: .5rem; }
.purchase div { display: flex; justify-content: space-between; gap: 1rem; padding: .5rem 0; border-top: 1px solid var(--line); }
.purchase div:first-child { border-top: 0; }
.purchase dt { color: var(--soft); }
.purchase dd { margin: 0; text-align: right; overflow-wrap: anywhere; }
.purchase .amount dd { font-weight: 700; font-size: 1.2rem; }
.field { margin: 0 0 1rem; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; }
label { display: block; font-weight: 600; margin: 0 0 .3rem; }
.hint, .help { display: block; color: var(--soft); font-size: .875rem; }
.help { margin-top: .25rem; }
input, select { font: inherit; width: 100%; padding: .6rem .75rem; color: var(--ink); background: #fff; border: 1px solid #8a94a3; border-radius: .4rem; }
input[aria-invalid=true] { border: 2px solid #b3261e; }
.fault { display: block; color: #b3261e; font-size: .875rem; font-weight: 600; margin-top: .25rem; }
.alert { border-left: 4px solid #b3261e; background: #fdf1f0; padding: .75rem 1rem; border-radius: .25rem; margin: 0 0 1rem; }
.done { border-left: 4px solid #187a3c; background: #eff8f2; padding: .75rem 1rem; border-radius: .25rem; margin: 0 0 1rem; }
button { font: inherit; font-weight: 600; padding: .65rem 1.1rem; border: 1px solid #8a94a3; border-radius: .4rem; background: #fff; color: var(--ink); cursor: pointer; }
button:hover { background: #f1f3f6; }
button.first { display: block; width: 100%; padding: .8rem 1.1rem; border: 1px solid var(--accent); background: var(--accent); color: #fff; font-size: 1.05rem; }
button.first:hover { filter: brightness(1.12); background: var(--accent); }
button:focus-visible, input:focus-visible, select:focus-visible { outline: 3px solid #e0a100; outline-offset: 2px; }
.row { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: .75rem; }
.row button { flex: 1 1 auto; }
.outcomes { margin: 1.5rem -1.5rem -1.5rem; padding: 1.1rem 1.5rem 1.5rem; background: #fafbfc; border-top: 1px dashed var(--line); }
.choice { margin-top: .75rem; }
.choice button { display: block; width: 100%; text-align: left; margin-bottom: .2rem; }
.picture { display: block; width: 13rem; height: 13rem; margin: 0 auto 1rem; padding: .75rem; border: 1px solid var(--line); border-radius: .5rem; }
.bars { display: block; width: 100%; height: 5rem; margin: 0 0 .75rem; }
.code { font: .95rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; background: #f6f8fa; border: 1px solid var(--line); border-radius: .4rem; padding: .6rem .75rem; overflow-wrap: anywhere; margin: 0 0 1rem; user-select: all; }
.slip-facts { margin: 0 0 1rem; } .slip-facts dt { color: var(--soft); font-size: .875rem; } .slip-facts dd { margin: 0 0 .6rem; }
@media (max-width: 22rem) { .pair { grid-template-columns: 1fr; gap: 0; } }
footer { text-wrap: balance; max-width: 29rem; margin: 1rem auto 0; text-align: center; color: var(--soft); font-size: .875rem; }
`;
