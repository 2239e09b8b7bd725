/// Names one entity: its type and its id in that type, as in `Zone::"cell-1"`.
///
/// Source: Cedar language reference, "Entities".
public struct EntityUID: Hashable, Sendable {
  public let type: TypeName
  public let id: Text

  public init(_ type: TypeName, _ id: Text) {
    self.type = type
    self.id = id
  }
}

extension EntityUID: Comparable {
  /// By type, then by id.
  public static func < (left: EntityUID, right: EntityUID) -> Bool {
    left.type == right.type ? left.id < right.id : left.type < right.type
  }
}

/// The name of an entity type, of an action's type or of a common type, with its namespace: `Plant::Zone`.
public struct TypeName: Hashable, Sendable {
  /// The identifiers joined by `::`, without spaces.
  public let path: Text

  /// Takes identifiers joined by `::`.
  public init(_ path: Text) {
    self.path = path
  }
}

extension TypeName: Comparable {
  public static func < (left: TypeName, right: TypeName) -> Bool { left.path < right.path }
}

extension TypeName: ExpressibleByStringLiteral {
  public init(stringLiteral path: String) {
    self.init(Text(path))
  }
}

extension TypeName {
  /// The last identifier.
  public var baseName: Text {
    guard let colon = path.octets.lastIndex(of: UInt8(ascii: ":")) else { return path }
    return Text(validated: Array(path.octets[(colon + 1)...]))
  }

  /// What stands before the last `::`; nil outside every namespace.
  public var namespace: Text? {
    guard let colon = path.octets.lastIndex(of: UInt8(ascii: ":")), colon > 0 else { return nil }
    return Text(validated: Array(path.octets[..<(colon - 1)]))
  }

  /// Actions are entities whose type ends in `Action`.
  public var isAction: Bool { baseName == "Action" }
}
