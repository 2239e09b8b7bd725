/// A type written out, with how deep and how large it is.
struct MeasuredType {
  let type: SchemaType
  let depth: Int
  /// Types in the type, itself counted.
  let count: Int
}

// Types: names looked up, common types put in place of their names.
extension SchemaResolver {
  /// The most types that one type may hold once its common types are written out.
  static let typeCountLimit = 100_000

  private static let builtIn: [TypeName: SchemaType] = [
    "Bool": .bool(.unknown), "Long": .long, "String": .string, "ipaddr": .extension(.ip),
    "decimal": .extension(.decimal), "datetime": .extension(.datetime), "duration": .extension(.duration),
  ]

  /// What a name may stand for, the likeliest first: the namespace's own, then one outside every namespace.
  func candidates(_ name: WrittenName, in namespace: WrittenName?) -> [TypeName] {
    let plain = TypeName(name.path)
    guard let namespace, plain.namespace == nil else { return [plain] }
    return [qualified(name.path, in: namespace), plain]
  }

  /// Looks up a name that must be a common type; nil where it is none.
  func commonType(_ name: WrittenName, in namespace: WrittenName?) -> MeasuredType? {
    for candidate in candidates(name, in: namespace) {
      if let type = writtenOut[candidate] { return type }
      if let type = builtIn(candidate) { return type }
    }
    return nil
  }

  /// `__cedar::Long`, and `Long` where nobody declared one.
  private func builtIn(_ name: TypeName) -> MeasuredType? {
    var type: SchemaType?
    if name.namespace == "__cedar" {
      type = Self.builtIn[TypeName(name.baseName)]
    } else if entityPlaces[name] == nil {
      type = Self.builtIn[name]
    }
    return type.map { MeasuredType(type: $0, depth: 0, count: 1) }
  }

  /// Looks up a name in a type: at each candidate a common type goes before an entity type.
  private func named(_ name: WrittenName, in namespace: WrittenName?) throws(SyntaxError) -> MeasuredType {
    for candidate in candidates(name, in: namespace) {
      if let type = writtenOut[candidate] { return type }
      if let type = builtIn(candidate) { return type }
      if entityPlaces[candidate] != nil || actionTypes.contains(candidate) {
        return MeasuredType(type: .entity(candidate), depth: 0, count: 1)
      }
    }
    throw error("no type `\(name.path.shown)` is declared", at: name.place)
  }

  /// Writes a type out; it is at most ``SchemaParser/nestingLimit`` deep, as is each common type in it.
  func measured(
    _ type: WrittenType, in namespace: WrittenName?, at place: Place
  ) throws(SyntaxError) -> MeasuredType {
    switch type {
    case .named(let name): return try named(name, in: namespace)
    case .set(let element):
      let element = try measured(element, in: namespace, at: place)
      return try limited(.set(element.type), depth: element.depth + 1, count: element.count + 1, at: place)
    case .record(let attributes):
      return try measured(attributes, in: namespace, at: place)
    }
  }

  private func measured(
    _ attributes: [WrittenAttribute], in namespace: WrittenName?, at place: Place
  ) throws(SyntaxError) -> MeasuredType {
    var types: [Text: AttributeType] = [:]
    var depth = 0
    var count = 1
    for attribute in attributes {
      let type = try measured(attribute.type, in: namespace, at: place)
      depth = max(depth, type.depth + 1)
      count += type.count
      types[attribute.key] = AttributeType(type.type, isRequired: attribute.isRequired)
    }
    return try limited(.record(RecordType(types)), depth: depth, count: count, at: place)
  }

  private func limited(
    _ type: SchemaType, depth: Int, count: Int, at place: Place
  ) throws(SyntaxError) -> MeasuredType {
    guard depth <= SchemaParser.nestingLimit else {
      throw error("types nested more than \(SchemaParser.nestingLimit) deep", at: place)
    }
    guard count <= Self.typeCountLimit else {
      throw error("holds more than \(Self.typeCountLimit) types, common types written out", at: place)
    }
    return MeasuredType(type: type, depth: depth, count: count)
  }

  func record(
    _ attributes: [WrittenAttribute], in namespace: WrittenName?, at place: Place
  ) throws(SyntaxError) -> RecordType {
    guard case .record(let record) = try measured(attributes, in: namespace, at: place).type else {
      return RecordType()
    }
    return record
  }
}
