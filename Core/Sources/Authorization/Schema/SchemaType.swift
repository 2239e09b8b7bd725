/// What a value may be, as a schema says it or as an expression of a policy has it.
///
/// Source: Cedar schema format, "Data types"; RFC 5 of Cedar for singleton booleans.
public indirect enum SchemaType: Hashable, Sendable {
  case bool(Truth)
  case long
  case string
  case entity(TypeName)
  case set(SchemaType)
  case record(RecordType)
  case `extension`(ExtensionType)

  /// Whether a boolean's value is known before any request is: `context has x` of a required `x` always
  /// holds.
  public enum Truth: UInt8, Hashable, Sendable {
    case unknown, always, never
  }
}

/// The types that Cedar's extensions bring.
public enum ExtensionType: String, Hashable, Sendable, CaseIterable {
  case ip = "ipaddr"
  case decimal, datetime, duration
}

/// The attributes of a record, an entity type or a context; none beside them.
public struct RecordType: Hashable, Sendable {
  public let attributes: [Text: AttributeType]

  public init(_ attributes: [Text: AttributeType] = [:]) {
    self.attributes = attributes
  }

  public subscript(key: Text) -> AttributeType? { attributes[key] }

  /// The attributes' names in the order of their octets.
  public var keys: [Text] { attributes.keys.sorted() }
}

public struct AttributeType: Hashable, Sendable {
  public let type: SchemaType
  public let isRequired: Bool

  public init(_ type: SchemaType, isRequired: Bool = true) {
    self.type = type
    self.isRequired = isRequired
  }
}

extension SchemaType {
  /// For people: as a schema writes it, records cut off at `depth`.
  public func name(depth: Int = 2) -> String {
    switch self {
    case .bool: "Bool"
    case .long: "Long"
    case .string: "String"
    case .entity(let type): "\(type.path.shown)"
    case .set(let element): depth > 0 ? "Set<\(element.name(depth: depth - 1))>" : "Set<…>"
    case .extension(let type): type.rawValue
    case .record(let record): record.name(depth: depth)
    }
  }
}

extension RecordType {
  private static let shownLimit = 8

  fileprivate func name(depth: Int) -> String {
    guard !attributes.isEmpty else { return "{}" }
    guard depth > 0 else { return "{…}" }
    var parts: [String] = []
    for key in keys.prefix(Self.shownLimit) {
      guard let attribute = attributes[key] else { continue }
      parts.append("\(key.shown)\(attribute.isRequired ? "" : "?"): \(attribute.type.name(depth: depth - 1))")
    }
    if attributes.count > Self.shownLimit { parts.append("…") }
    return "{\(parts.joined(separator: ", "))}"
  }
}
