import Indicators
import Testing
import Vocabulary

/// Lists as the tests write them.
enum Lists {
  static func read(_ text: String) throws -> IndicatorList {
    try IndicatorList().reading(Array(text.utf8).span, name: "list")
  }

  static func error(_ text: String, into list: IndicatorList = IndicatorList()) -> String? {
    error(Array(text.utf8), into: list)
  }

  static func error(_ octets: [UInt8], into list: IndicatorList = IndicatorList()) -> String? {
    do throws(IndicatorError) {
      _ = try list.reading(octets.span, name: "list")
      return nil
    } catch {
      return error.text
    }
  }

  /// A bundle with one indicator a pattern.
  static func bundle(_ patterns: [String], more: String = "") -> String {
    let objects = patterns.enumerated().map { number, pattern in
      let escaped = pattern.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      return """
        {"type": "indicator", "spec_version": "2.1", "id": "indicator--\(number)", "pattern_type": "stix",
         "pattern": "\(escaped)", "valid_from": "2020-01-01T00:00:00Z", "name": "number \(number)"\(more)}
        """
    }
    return #"{"type": "bundle", "id": "bundle--1", "objects": [\#(objects.joined(separator: ",\n"))]}"#
  }

  static let now = Timestamp(seconds: 1_700_000_000, nanoseconds: 0)
}

extension IndicatorList {
  /// Every value that is looked for, as a list spells it, sorted.
  var values: [String] {
    (0..<valueCount).map { String(decoding: spelled($0), as: UTF8.self) }.sorted()
  }

  var omissions: [String: Int] {
    Dictionary(uniqueKeysWithValues: sources.flatMap(\.omissions).map { ($0.reason.rawValue, $0.count) })
  }

  func isListed(_ address: String, port: UInt16 = 0, at time: Timestamp = Lists.now) -> Bool {
    guard let address = HostAddress(address), case .listed = match(address, port: port, at: time) else {
      return false
    }
    return true
  }

  func isListed(name: String, port: UInt16 = 0) -> Bool {
    guard case .listed = match(name: Array(name.utf8).span, port: port, at: Lists.now) else { return false }
    return true
  }

  func match(url: String) -> Match { match(.url, Array(url.utf8).span, at: Lists.now) }
}
