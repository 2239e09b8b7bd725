// Actions: their hierarchy, what they apply to, and the context that comes with a question.
extension SchemaResolver {
  mutating func addActions(of schema: WrittenSchema) throws(SyntaxError) {
    var hierarchy = Hierarchy<EntityUID>()
    for namespace in schema.namespaces {
      for action in namespace.actions {
        var parents: [EntityUID] = []
        for parent in action.parents { parents.append(try self.action(parent, in: namespace.name)) }
        for name in action.names { hierarchy.add(uid(name.path, in: namespace.name), in: parents) }
      }
    }
    guard let ancestors = hierarchy.ancestors() else {
      throw error("actions belong to more than \(Hierarchy<EntityUID>.pairLimit) others", at: Place(0))
    }
    for namespace in schema.namespaces {
      for action in namespace.actions { try add(action, in: namespace, ancestors) }
    }
  }

  private mutating func add(
    _ action: WrittenAction, in namespace: WrittenNamespace, _ ancestors: [EntityUID: Set<EntityUID>]
  ) throws(SyntaxError) {
    var principals: Set<TypeName> = []
    var resources: Set<TypeName> = []
    var context = RecordType()
    if let application = action.application {
      for name in application.principals { principals.insert(try entityType(name, in: namespace.name)) }
      for name in application.resources { resources.insert(try entityType(name, in: namespace.name)) }
      context = try self.context(application.context, of: action, in: namespace.name)
    }
    for name in action.names {
      environmentCount += principals.count * resources.count
      guard environmentCount <= RequestEnvironment.countLimit else {
        throw error(
          "the actions allow more than \(RequestEnvironment.countLimit) kinds of request", at: name.place)
      }
      let uid = uid(name.path, in: namespace.name)
      let ancestors = ancestors[uid] ?? []
      guard !ancestors.contains(uid) else {
        throw error("the action `\(name.path.shown)` belongs to itself by way of its `in`", at: name.place)
      }
      actions[uid] = Schema.Action(
        uid: uid, principals: principals.sorted(), resources: resources.sorted(), context: context,
        ancestors: ancestors)
    }
  }

  private func context(
    _ context: WrittenContext, of action: WrittenAction, in namespace: WrittenName?
  ) throws(SyntaxError) -> RecordType {
    switch context {
    case .attributes(let attributes): return try record(attributes, in: namespace, at: action.names[0].place)
    case .common(let name):
      guard let type = commonType(name, in: namespace) else {
        throw error("no common type `\(name.path.shown)` is declared", at: name.place)
      }
      guard case .record(let record) = type.type else {
        throw error("a context is a record, but `\(name.path.shown)` is \(type.type.name())", at: name.place)
      }
      return record
    }
  }

  func uid(_ id: Text, in namespace: WrittenName?) -> EntityUID {
    EntityUID(qualified("Action", in: namespace), id)
  }

  private func action(
    _ reference: WrittenActionReference, in namespace: WrittenName?
  ) throws(SyntaxError) -> EntityUID {
    let type = reference.type ?? WrittenName(path: "Action", place: reference.id.place)
    for candidate in candidates(type, in: namespace) {
      let uid = EntityUID(candidate, reference.id.path)
      if actionPlaces[uid] != nil { return uid }
    }
    let qualifier = reference.type.map { "\($0.path.shown)::" } ?? ""
    throw error("no action `\(qualifier)\(reference.id.path.shown)` is declared", at: reference.id.place)
  }
}
