import JSON
import Vocabulary

/// Reads MISP events: one, a list of them, or what a search gives.
///
///     {"Event": {"info": …, "Attribute": [{"type": …, "value": …, "to_ids": true}],
///                "Object": [{"Attribute": […]}]}}
///     {"response": [{"Event": …}]}     {"response": {"Attribute": […]}}     [{"Event": …}]
///
/// Source: MISP core format, sections 2.2 (event), 2.4 (attribute) and 2.6 (object).
struct MISPEvents {
  private var sawAttribute = false
  private var sawEvent = false
  /// Where the rows of the event under way begin.
  private var firstRow: Int

  init(firstRow: Int) { self.firstRow = firstRow }

  mutating func take(_ element: JSONElement, _ text: Span<UInt8>, _ reading: inout ListReading) {
    switch element.array {
    case "Attribute":
      guard element.value.members != nil else {
        return reading.fail("an attribute must be a JSON object", at: element.offset, in: text)
      }
      sawAttribute = true
      reading.count()
      do throws(WrongType) {
        try takeAttribute(element, text, &reading)
      } catch {
        reading.fail(error.message("the attribute"), at: element.offset, in: text)
      }
    case "response" where element.depth == 1, "" where element.depth == 0:
      guard element.value.members != nil else {
        return reading.fail("an event must be a JSON object", at: element.offset, in: text)
      }
      end(element.value, &reading)
    default: break
    }
  }

  /// An event is whole: what it is about is said of those of its attributes that have no comment.
  mutating func end(_ value: JSONValue, _ reading: inout ListReading) {
    let event = value["Event"] ?? value["response"]?["Event"]
    if event?.members != nil { sawEvent = true }
    if let info = event?["info"]?.string {
      reading.list.describe(from: firstRow, Array(info.utf8)[...])
    }
    firstRow = reading.list.rows.count
  }

  func isMISP(_ root: JSONValue) -> Bool {
    sawAttribute || sawEvent || root["Event"]?.members != nil || root["response"] != nil
  }

  private func takeAttribute(
    _ element: JSONElement, _ text: Span<UInt8>, _ reading: inout ListReading
  ) throws(WrongType) {
    let attribute = element.value
    guard let type = try attribute.octets("type"), let value = try attribute.octets("value") else {
      throw WrongType(key: "type' and 'value", wanted: "there, as texts")
    }
    if try flag(attribute, "deleted") == true { return reading.leaveOut(.deleted, at: element.offset) }
    if try flag(attribute, "to_ids") == false {
      return reading.leaveOut(.notForDetection, at: element.offset)
    }
    guard value.count <= ListReading.valueLimitOctets else {
      return reading.leaveOut(.tooLong, at: element.offset)
    }
    var entry = IndicatorList.Entry()
    entry.id = try attribute.octets("uuid")?[...] ?? []
    entry.label = try attribute.octets("comment")?[...] ?? []
    do throws(LeftOut) {
      let values = try IndicatorType.values(type[...], Defanged.restored(value[...])[...])
      reading.take(values, entry, at: element.offset, in: text)
    } catch {
      reading.leaveOut(error, at: element.offset)
    }
  }

  /// Older exports write `1` and `"1"`.
  private func flag(_ value: JSONValue, _ key: String) throws(WrongType) -> Bool? {
    guard let flag = value[key], !flag.isNull else { return nil }
    if let flag = flag.bool { return flag }
    switch flag.string ?? flag.number?.text ?? "" {
    case "1": return true
    case "0": return false
    default: throw WrongType(key: key, wanted: "true or false")
    }
  }
}

extension IndicatorList {
  /// Labels those rows from `first` on that have no label, with one text that is kept once.
  mutating func describe(from first: Int, _ text: ArraySlice<UInt8>) {
    let label = Self.cut(text, Self.labelLimitOctets)
    guard !label.isEmpty, rows.dropFirst(first).contains(where: { $0.labelOctets == 0 }) else { return }
    let start = UInt32(truncatingIfNeeded: octets.count)
    octets.append(contentsOf: label)
    for row in first..<rows.count where rows[row].labelOctets == 0 {
      rows[row].labelStart = start
      rows[row].labelOctets = UInt8(label.count)
    }
  }
}
