// Declarations: each name once, none that Cedar keeps for itself, none that hides another.
extension SchemaResolver {
  /// Names of common types that would read as the schema language's own.
  private static let reservedTypes: Set<Text> = [
    "Bool", "Boolean", "Entity", "Extension", "Long", "Record", "Set", "String",
  ]

  mutating func declare(_ namespace: WrittenNamespace) throws(SyntaxError) {
    if let name = namespace.name, name.path.octets.containsCedar {
      throw error("names with `__cedar` are Cedar's own", at: name.place)
    }
    for entity in namespace.entities {
      for name in entity.names { try declare(entity: name, in: namespace) }
    }
    for type in namespace.commonTypes { try declare(type, in: namespace) }
    for action in namespace.actions {
      for name in action.names {
        let uid = uid(name.path, in: namespace.name)
        guard actionPlaces.updateValue(name.place, forKey: uid) == nil else {
          throw error("the action `\(name.path.shown)` is declared twice", at: name.place)
        }
      }
    }
  }

  private mutating func declare(
    entity name: WrittenName, in namespace: WrittenNamespace
  ) throws(SyntaxError) {
    guard name.path != "__cedar" else { throw error("names with `__cedar` are Cedar's own", at: name.place) }
    guard name.path != "Action" else {
      throw error("`Action` is the type of actions, which `action` declares", at: name.place)
    }
    let type = qualified(name.path, in: namespace.name)
    guard entityPlaces.updateValue(name.place, forKey: type) == nil else {
      throw error("the entity type `\(name.path.shown)` is declared twice", at: name.place)
    }
  }

  private mutating func declare(
    _ type: WrittenCommonType, in namespace: WrittenNamespace
  ) throws(SyntaxError) {
    let name = type.name
    guard name.path != "__cedar" else { throw error("names with `__cedar` are Cedar's own", at: name.place) }
    guard !Self.reservedTypes.contains(name.path) else {
      throw error("`\(name.path.shown)` is reserved and can't be a type's name", at: name.place)
    }
    let qualified = qualified(name.path, in: namespace.name)
    let declared = DeclaredCommonType(namespace: namespace.name, type: type.type, place: name.place)
    guard commonTypes.updateValue(declared, forKey: qualified) == nil else {
      throw error("the type `\(name.path.shown)` is declared twice", at: name.place)
    }
    commonTypeOrder.append(qualified)
  }

  /// A name in a namespace must not be one that is declared outside every namespace: a reader could take one
  /// for the other.
  ///
  /// Source: Cedar RFC 70.
  func refuseShadowing() throws(SyntaxError) {
    var first: (place: Place, name: Text)?
    func note(_ place: Place, _ name: Text) {
      if first.map({ place.offset < $0.place.offset }) ?? true { first = (place, name) }
    }
    for (type, place) in entityPlaces where type.namespace != nil && isDeclaredOutside(type.baseName) {
      note(place, type.baseName)
    }
    for (type, declared) in commonTypes where type.namespace != nil && isDeclaredOutside(type.baseName) {
      note(declared.place, type.baseName)
    }
    for (action, place) in actionPlaces
    where action.type.namespace != nil && actionPlaces[uid(action.id, in: nil)] != nil {
      note(place, action.id)
    }
    if let first {
      throw error(
        "`\(first.name.shown)` is declared outside the namespaces too; it would be hidden", at: first.place)
    }
  }

  private func isDeclaredOutside(_ name: Text) -> Bool {
    entityPlaces[TypeName(name)] != nil || commonTypes[TypeName(name)] != nil
  }
}

extension [UInt8] {
  /// Whether `__cedar` is one of the identifiers of this path.
  fileprivate var containsCedar: Bool {
    split(separator: UInt8(ascii: ":")).contains { $0.elementsEqual("__cedar".utf8) }
  }
}
