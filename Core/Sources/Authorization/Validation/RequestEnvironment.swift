/// One kind of request that a schema allows: an action with a type of principal and a type of resource.
struct RequestEnvironment: Sendable {
  let principal: TypeName
  let action: Schema.Action
  let resource: TypeName

  /// Every kind of request, by action, principal and resource.
  static func all(of schema: Schema) -> [RequestEnvironment] {
    var all: [RequestEnvironment] = []
    for (_, action) in schema.actions.sorted(by: { $0.key < $1.key }) {
      for principal in action.principals {
        for resource in action.resources {
          all.append(RequestEnvironment(principal: principal, action: action, resource: resource))
        }
      }
    }
    return all
  }
}
