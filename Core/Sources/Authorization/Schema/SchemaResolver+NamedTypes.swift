// Common types, each after those it is made of.
extension SchemaResolver {
  mutating func resolveCommonTypes() throws(SyntaxError) {
    var waiting: [TypeName: Int] = [:]
    var users: [TypeName: [TypeName]] = [:]
    var ready: [TypeName] = []
    for name in commonTypeOrder {
      let parts = parts(of: name)
      waiting[name] = parts.count
      for part in parts { users[part, default: []].append(name) }
      if parts.isEmpty { ready.append(name) }
    }
    var at = 0
    while at < ready.count {
      let name = ready[at]
      at += 1
      guard let declared = commonTypes[name] else { continue }
      writtenOut[name] = try measured(declared.type, in: declared.namespace, at: declared.place)
      for user in users[name] ?? [] {
        let left = (waiting[user] ?? 1) - 1
        waiting[user] = left
        if left == 0 { ready.append(user) }
      }
    }
    guard let stuck = commonTypeOrder.first(where: { writtenOut[$0] == nil }),
      let declared = commonTypes[stuck]
    else { return }
    throw error("the type `\(stuck.baseName.shown)` is made of itself", at: declared.place)
  }

  /// The common types that a common type names, none twice.
  private func parts(of name: TypeName) -> Set<TypeName> {
    guard let declared = commonTypes[name] else { return [] }
    var parts: Set<TypeName> = []
    var open = [declared.type]
    while let type = open.popLast() {
      switch type {
      case .set(let element): open.append(element)
      case .record(let attributes): for attribute in attributes { open.append(attribute.type) }
      case .named(let name):
        if let part = declaredCommonType(name, in: declared.namespace) { parts.insert(part) }
      }
    }
    return parts
  }

  private func declaredCommonType(_ name: WrittenName, in namespace: WrittenName?) -> TypeName? {
    for candidate in candidates(name, in: namespace) {
      if commonTypes[candidate] != nil { return candidate }
      if entityPlaces[candidate] != nil || actionTypes.contains(candidate) { return nil }
    }
    return nil
  }
}
