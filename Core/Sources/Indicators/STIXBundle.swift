import JSON
import Vocabulary

/// Reads the indicators of a STIX bundle, or of an envelope as TAXII servers send it, which has `objects` and
/// no type; other objects are passed over and need not be known.
///
/// Source: TAXII 2.1, section 3.7 (envelope); STIX 2.1, section 8 (bundle), 4.7 (indicator), 3.2 (`revoked`)
/// and 2.16 (timestamp). STIX 2.0 indicators have no `pattern_type`: their patterns are STIX patterns.
enum STIXBundle {
  static func check(_ root: JSONValue) throws(IndicatorError) {
    guard root["type"].map({ $0.string == "bundle" }) ?? (root["objects"] != nil) else {
      throw IndicatorError(message: "is no STIX bundle: the outermost object's type must be \"bundle\"")
    }
    if let objects = root["objects"], objects.elements == nil {
      throw IndicatorError(message: "'objects' of the bundle must be a list")
    }
  }

  static func take(_ element: JSONElement, _ text: Span<UInt8>, _ reading: inout ListReading) {
    guard element.value.members != nil else {
      return reading.fail("an object of the bundle must be a JSON object", at: element.offset, in: text)
    }
    do throws(WrongType) {
      guard try element.value.octets("type") == Array("indicator".utf8) else { return }
      reading.count()
      try takeIndicator(element, text, &reading)
    } catch {
      reading.fail(error.message("the indicator"), at: element.offset, in: text)
    }
  }

  private static func takeIndicator(
    _ element: JSONElement, _ text: Span<UInt8>, _ reading: inout ListReading
  ) throws(WrongType) {
    let value = element.value
    if let revoked = value["revoked"], !revoked.isNull {
      guard let isRevoked = revoked.bool else { throw WrongType(key: "revoked", wanted: "true or false") }
      if isRevoked { return reading.leaveOut(.revoked, at: element.offset) }
    }
    if let type = try value.octets("pattern_type"), type != Array("stix".utf8) {
      return reading.leaveOut(.otherPattern, at: element.offset)
    }
    guard let pattern = try value.octets("pattern") else {
      throw WrongType(key: "pattern", wanted: "there, a text")
    }
    var entry = IndicatorList.Entry()
    entry.validity.from = try time(value, "valid_from") ?? entry.validity.from
    entry.validity.until = try time(value, "valid_until") ?? entry.validity.until
    entry.id = try value.octets("id")?[...] ?? []
    var label = try value.octets("name")
    if label == nil { label = try value.octets("description") }
    entry.label = label?[...] ?? []
    guard pattern.count <= ListReading.valueLimitOctets else {
      return reading.leaveOut(.tooLong, at: element.offset)
    }
    let meaning = STIXPattern.read(pattern)
    for reason in meaning.leftOut { reading.leaveOut(reason, at: element.offset) }
    reading.take(meaning.values, entry, at: element.offset, in: text)
  }

  private static func time(_ value: JSONValue, _ key: String) throws(WrongType) -> Timestamp? {
    guard let text = try value.octets(key) else { return nil }
    guard let time = Timestamp(rfc3339: text[...]) else { throw WrongType(key: key, wanted: "a time") }
    return time
  }
}
