/// One value of a JSON text, as it stood there.
public enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case number(JSONNumber)
  case string(String)
  case array([JSONValue])
  /// In the text's order; no key stands twice.
  case object([JSONMember])
}

/// A key and its value.
public struct JSONMember: Hashable, Sendable {
  public let key: String
  public let value: JSONValue

  public init(_ key: String, _ value: JSONValue) {
    self.key = key
    self.value = value
  }
}

/// A number as it was written, so that nothing of it is lost: `1.50` stays `1.50`.
public struct JSONNumber: Hashable, Sendable {
  public let text: String

  init(_ text: String) {
    self.text = text
  }

  /// The number, where it is written as a whole one and fits.
  public var integer: Int? { Int(text) }
  public var unsigned: UInt64? { UInt64(text) }
}

extension JSONValue {
  /// The value under `key`; nil where there is none or this is no object.
  public subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    // Octet by octet: two spellings of one accented letter are two keys.
    return members.first { $0.key.utf8.elementsEqual(key.utf8) }?.value
  }

  /// The element at `index`; nil where there is none or this is no array.
  public subscript(index: Int) -> JSONValue? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index]
  }

  public var isNull: Bool { self == .null }

  public var bool: Bool? {
    guard case .bool(let flag) = self else { return nil }
    return flag
  }

  public var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  public var number: JSONNumber? {
    guard case .number(let number) = self else { return nil }
    return number
  }

  public var integer: Int? { number?.integer }

  public var elements: [JSONValue]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }

  public var members: [JSONMember]? {
    guard case .object(let members) = self else { return nil }
    return members
  }
}
