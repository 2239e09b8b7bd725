/// One kind of request that a schema allows: an action with a type of principal and a type of resource.
struct RequestEnvironment: Sendable {
  /// The most kinds of request of one schema.
  static let countLimit = 1_000_000

  let principal: TypeName
  let action: Schema.Action
  let resource: TypeName
}
