/** Styles of the terminal output. Text must be cleaned before it is painted, as cleaning would spell out the colour codes. */
export interface Paint {
  readonly error: Style;
  readonly warning: Style;
  readonly note: Style;
  readonly good: Style;
  readonly bold: Style;
  readonly dim: Style;
  readonly command: Style;
}

export type Style = (text: string) => string;

/** Styles that colour, or that return their text as it is. Whether to colour is the caller's decision. */
export function paint(enabled: boolean): Paint {
  const style = (open: number, close: number): Style =>
    enabled ? (text) => (text === '' ? '' : `\x1b[${open}m${text}\x1b[${close}m`) : (text) => text;
  return {
    error: style(31, 39),
    warning: style(33, 39),
    note: style(34, 39),
    good: style(32, 39),
    bold: style(1, 22),
    dim: style(2, 22),
    command: style(36, 39),
  };
}
