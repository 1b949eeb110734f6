/** Something that ends the collection and that the user can understand: printed as it is, without a stack. */
export class CollectError extends Error {
  override readonly name = 'CollectError';
}

/** The collection was stopped from outside. */
export class CollectAborted extends Error {
  override readonly name = 'CollectAborted';
}
