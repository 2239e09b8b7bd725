extension SchemaType {
  /// The type that holds the values of both; nil where strict validation has none.
  ///
  /// Booleans whose value is known become plain ones; all else must agree, optional attributes with optional.
  ///
  /// Source: Cedar, "Policy validation", strict mode; RFC 19.
  func leastUpperBound(with other: SchemaType) -> SchemaType? {
    switch (self, other) {
    case (.bool(let left), .bool(let right)): return .bool(left == right ? left : .unknown)
    case (.set(let left), .set(let right)):
      guard let element = left.leastUpperBound(with: right) else { return nil }
      return .set(element)
    case (.record(let left), .record(let right)):
      guard let record = left.leastUpperBound(with: right) else { return nil }
      return .record(record)
    case (.long, .long), (.string, .string): return self
    case (.entity(let left), .entity(let right)): return left == right ? self : nil
    case (.extension(let left), .extension(let right)): return left == right ? self : nil
    default: return nil
    }
  }
}

extension RecordType {
  fileprivate func leastUpperBound(with other: RecordType) -> RecordType? {
    guard attributes.count == other.attributes.count else { return nil }
    var bound: [Text: AttributeType] = [:]
    bound.reserveCapacity(attributes.count)
    for (key, left) in attributes {
      guard let right = other.attributes[key], left.isRequired == right.isRequired,
        let type = left.type.leastUpperBound(with: right.type)
      else { return nil }
      bound[key] = AttributeType(type, isRequired: left.isRequired)
    }
    return RecordType(bound)
  }
}
