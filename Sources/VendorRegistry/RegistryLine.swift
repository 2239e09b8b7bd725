import Inventory

/// One line of a registry's table: `MA-L,001B1B,"Siemens AG,",Nürnberg …`.
///
/// Source: the IEEE Registration Authority's CSV files: Registry, Assignment, Organization Name, Organization
/// Address. An address may hold line feeds; what follows one begins with none of the tables' names.
enum RegistryLine {
  /// The assignment's bits, right-aligned, and how many they are; nil where the line is no assignment.
  static func assignment(_ line: ArraySlice<UInt8>) -> (prefix: UInt64, bits: Int)? {
    // Octet by octet: this runs for each of 45,000 lines.
    let start = line.startIndex
    guard line.count > 14 else { return nil }
    let bits: Int
    var at = start + 5
    switch (line[start], line[start + 1], line[start + 2], line[start + 3]) {
    case (UInt8(ascii: "M"), UInt8(ascii: "A"), UInt8(ascii: "-"), UInt8(ascii: "L")): bits = 24
    case (UInt8(ascii: "M"), UInt8(ascii: "A"), UInt8(ascii: "-"), UInt8(ascii: "M")): bits = 28
    case (UInt8(ascii: "M"), UInt8(ascii: "A"), UInt8(ascii: "-"), UInt8(ascii: "S")): bits = 36
    case (UInt8(ascii: "I"), UInt8(ascii: "A"), UInt8(ascii: "B"), UInt8(ascii: ",")):
      bits = 36
      at = start + 4
    default: return nil
    }
    let end = at + bits / 4
    guard line[at - 1] == UInt8(ascii: ","), end < line.endIndex, line[end] == UInt8(ascii: ",") else {
      return nil
    }
    var prefix: UInt64 = 0
    while at < end {
      guard let value = hexadecimal(line[at]) else { return nil }
      prefix = prefix << 4 | UInt64(value)
      at += 1
    }
    return (prefix, bits)
  }

  /// The organisation's name, without quotes; nil where the line ends before it.
  static func organisation(_ line: ArraySlice<UInt8>) -> String? {
    guard let first = line.firstIndex(of: UInt8(ascii: ",")),
      let second = line[(first + 1)...].firstIndex(of: UInt8(ascii: ","))
    else { return nil }
    var at = second + 1
    var name: [UInt8] = []
    let isQuoted = at < line.endIndex && line[at] == UInt8(ascii: "\"")
    if isQuoted { at += 1 }
    while at < line.endIndex {
      if isQuoted && line[at] == UInt8(ascii: "\"") {
        guard at + 1 < line.endIndex, line[at + 1] == UInt8(ascii: "\"") else { break }
        at += 1
      } else if !isQuoted && (line[at] == UInt8(ascii: ",") || line[at] == UInt8(ascii: "\r")) {
        break
      }
      name.append(line[at])
      at += 1
    }
    while name.last == UInt8(ascii: " ") { name.removeLast() }
    return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
  }

  private static func hexadecimal(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
