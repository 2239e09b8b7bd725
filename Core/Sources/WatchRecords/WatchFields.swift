import JSON
import Vocabulary

/// The members of a line, each asked for by name.
struct WatchFields {
  /// Characters of an id: a kind, up to ten assets, a protocol and an indicator.
  static let idLimit = 2_048
  static let textLimit = 8_192

  private let value: JSONValue

  init(_ value: JSONValue) {
    self.value = value
  }

  func text(_ key: String) throws(WatchLineError) -> String {
    guard let text = try member(key).string, text.utf8.count <= Self.textLimit else {
      throw WatchLineError(.wrong(key))
    }
    return text
  }

  func optionalText(_ key: String) throws(WatchLineError) -> String? {
    try member(key).isNull ? nil : try text(key)
  }

  func id(_ key: String) throws(WatchLineError) -> String {
    let id = try text(key)
    guard !id.isEmpty, id.utf8.count <= Self.idLimit else { throw WatchLineError(.wrong(key)) }
    return id
  }

  func time(_ key: String) throws(WatchLineError) -> Timestamp {
    guard let time = Timestamp(rfc3339: try text(key)) else { throw WatchLineError(.wrong(key)) }
    return time
  }

  /// What a count may be: a store adds up a thousand of the largest, and any JSON reader holds it exactly.
  static let countLimit = 1 << 53

  func count(_ key: String) throws(WatchLineError) -> Int64 {
    guard let number = try member(key).integer, (0...Self.countLimit).contains(number) else {
      throw WatchLineError(.wrong(key))
    }
    return Int64(number)
  }

  func optionalNumber(_ key: String) throws(WatchLineError) -> Int64? {
    let value = try member(key)
    if value.isNull { return nil }
    guard let number = value.integer else { throw WatchLineError(.wrong(key)) }
    return Int64(number)
  }

  func severity(_ key: String) throws(WatchLineError) -> Severity {
    guard let severity = Severity(text: try text(key)) else { throw WatchLineError(.wrong(key)) }
    return severity
  }

  func bool(_ key: String) throws(WatchLineError) -> Bool {
    guard let flag = try member(key).bool else { throw WatchLineError(.wrong(key)) }
    return flag
  }

  func texts(_ key: String, limit: Int) throws(WatchLineError) -> [String] {
    guard let elements = try member(key).elements, elements.count <= limit else {
      throw WatchLineError(.wrong(key))
    }
    var texts: [String] = []
    for element in elements {
      guard let text = element.string, text.utf8.count <= Self.idLimit else {
        throw WatchLineError(.wrong(key))
      }
      texts.append(text)
    }
    return texts
  }

  func fields(_ key: String) throws(WatchLineError) -> WatchFields {
    let value = try member(key)
    guard value.members != nil else { throw WatchLineError(.wrong(key)) }
    return WatchFields(value)
  }

  private func member(_ key: String) throws(WatchLineError) -> JSONValue {
    guard let value = value[key] else { throw WatchLineError(.missing(key)) }
    return value
  }
}
