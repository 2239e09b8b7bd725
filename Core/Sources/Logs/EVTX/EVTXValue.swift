import Vocabulary

/// How a number below zero is written.
public enum EVTXNegatives: UInt8, Hashable, Sendable {
  /// As it is.
  case exact
  /// As libevtx 20181227 prints it, so that texts can be compared: the sign, then the bits below it.
  case asLibevtx
}

/// A value that takes a place in a template.
///
/// Source: libevtx, "Windows XML Event Log (EVTX)", section 5.4, Value types.
struct EVTXValue {
  let type: UInt8
  let octets: ArraySlice<UInt8>
  /// Where it lies in its chunk.
  let offset: Int

  var isAbsent: Bool { type == 0 }
  var isArray: Bool { type & 0x80 != 0 }
  var isBinaryXML: Bool { type == 0x21 }

  private var bare: UInt8 { type & 0x7F }

  /// Octets of each entry; nil where entries have no fixed size.
  private var entryOctets: Int? {
    switch bare {
    case 0x03, 0x04: 1
    case 0x05, 0x06: 2
    case 0x07, 0x08, 0x0B, 0x0D, 0x14: 4
    case 0x09, 0x0A, 0x0C, 0x11, 0x15: 8
    case 0x0F, 0x12: 16
    default: nil
    }
  }

  func entries(_ negatives: EVTXNegatives) -> [String] {
    func single(_ octets: ArraySlice<UInt8>) -> String {
      EVTXValue(type: bare, octets: octets, offset: offset).text(negatives)
    }
    if octets.isEmpty { return [""] }
    if let size = entryOctets {
      return stride(from: octets.startIndex, to: octets.endIndex, by: size).map { start in
        single(octets[start..<min(start + size, octets.endIndex)])
      }
    }
    let width = bare == 0x01 ? 2 : bare == 0x02 ? 1 : 0
    if width == 0 {
      guard bare == 0x13 else { return [single(octets)] }
      return sids.map(single)
    }
    // Texts end with a zero each; the last may lack it.
    var entries: [String] = []
    var start = octets.startIndex
    var at = start
    while at + width <= octets.endIndex {
      let isEnd = octets[at] == 0 && (width == 1 || octets[at + 1] == 0)
      at += width
      if isEnd {
        entries.append(single(octets[start..<(at - width)]))
        start = at
      }
    }
    if start + width <= octets.endIndex { entries.append(single(octets[start..<octets.endIndex])) }
    return entries
  }

  private var sids: [ArraySlice<UInt8>] {
    var all: [ArraySlice<UInt8>] = []
    var rest = octets
    while rest.count >= 8 {
      let size = 8 + 4 * Int(rest[rest.startIndex + 1])
      all.append(rest.prefix(size))
      rest = rest.dropFirst(size)
    }
    return all
  }

  func text(_ negatives: EVTXNegatives) -> String {
    let field = LittleEndianOctets(octets)
    switch bare {
    case 0x01: return LittleEndianOctets.text(utf16: octets)
    case 0x02: return WindowsCodePage.text(octets)
    case 0x03, 0x05, 0x07, 0x09: return signed(field, negatives)
    case 0x04, 0x06, 0x08, 0x0A, 0x10: return unsigned(field).map { String($0) } ?? hexadecimal
    case 0x0B:
      return octets.count == 4
        ? field.uint32(0).map { ScientificText.text(Double(Float(bitPattern: $0))) } ?? "" : hexadecimal
    case 0x0C: return field.uint64(0).map { ScientificText.text(Double(bitPattern: $0)) } ?? hexadecimal
    case 0x0D: return octets.contains { $0 != 0 } ? "true" : "false"
    case 0x0F: return guid(field) ?? hexadecimal
    case 0x11: return field.uint64(0).map { Timestamp(fileTime: $0).rfc3339 } ?? hexadecimal
    case 0x12: return systemTime(field) ?? hexadecimal
    case 0x13: return sid(field) ?? hexadecimal
    case 0x14: return field.uint32(0).map { "0x" + padded(UInt64($0), 8) } ?? hexadecimal
    case 0x15: return field.uint64(0).map { "0x" + padded($0, 16) } ?? hexadecimal
    default: return hexadecimal
    }
  }

  private func unsigned(_ field: LittleEndianOctets) -> UInt64? {
    guard [1, 2, 4, 8].contains(octets.count) else { return nil }
    return octets.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private func signed(_ field: LittleEndianOctets, _ negatives: EVTXNegatives) -> String {
    guard let raw = unsigned(field) else { return hexadecimal }
    let bits = UInt64(octets.count * 8)
    let sign = UInt64(1) << (bits - 1)
    guard raw & sign != 0 else { return String(raw) }
    if negatives == .asLibevtx { return "-" + String(raw & (sign - 1)) }
    return String(Int64(bitPattern: bits == 64 ? raw : raw | ~(sign &* 2 &- 1)))
  }

  private var hexadecimal: String {
    var text: [UInt8] = []
    for octet in octets { appendHexadecimal(UInt64(octet), width: 2, to: &text) }
    return String(decoding: text, as: UTF8.self).uppercased()
  }

  private func padded(_ value: UInt64, _ width: Int) -> String {
    var text: [UInt8] = []
    appendHexadecimal(value, width: width, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  private func guid(_ field: LittleEndianOctets) -> String? {
    guard octets.count == 16, let first = field.uint32(0), let second = field.uint16(4),
      let third = field.uint16(6), let tail = field.slice(8, 8)
    else { return nil }
    let octets = tail.map { padded(UInt64($0), 2) }.joined()
    let text =
      padded(UInt64(first), 8) + "-" + padded(UInt64(second), 4) + "-" + padded(UInt64(third), 4) + "-"
      + octets.prefix(4) + "-" + octets.dropFirst(4)
    return "{" + text.uppercased() + "}"
  }

  /// Year, month, day of the week, day, hour, minute, second, millisecond, in 16 bits each.
  private func systemTime(_ field: LittleEndianOctets) -> String? {
    let parts = (0..<8).compactMap { field.uint16($0 * 2) }
    guard parts.count == 8, octets.count == 16 else { return nil }
    var text: [UInt8] = []
    let widths: [(Int, Int, String)] = [
      (0, 4, "-"), (1, 2, "-"), (3, 2, "T"), (4, 2, ":"), (5, 2, ":"), (6, 2, "."), (7, 3, "Z"),
    ]
    for (index, width, mark) in widths {
      appendDecimal(UInt64(parts[index]), width: width, to: &text)
      text.append(contentsOf: mark.utf8)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Revision, count, authority in 6 octets of network order, then 32 bits each.
  private func sid(_ field: LittleEndianOctets) -> String? {
    guard let revision = field.uint8(0), let count = field.uint8(1), octets.count == 8 + 4 * Int(count),
      let authority = field.slice(2, 6)
    else { return nil }
    var text = "S-\(revision)-\(authority.reduce(UInt64(0)) { $0 << 8 | UInt64($1) })"
    for index in 0..<Int(count) { text += "-\(field.uint32(8 + 4 * index) ?? 0)" }
    return text
  }
}
