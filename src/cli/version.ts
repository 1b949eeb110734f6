declare const __VLINT_VERSION__: string;

/** From package.json, put in by the build. */
export const VERSION: string = __VLINT_VERSION__;
export const HOMEPAGE = 'https://github.com/vlint/vlint#readme';
