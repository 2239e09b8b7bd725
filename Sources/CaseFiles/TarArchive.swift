/// The files of a tar archive, in its order.
///
///     0    name, 100 octets        156  kind: 0 or NUL a file, 5 a folder, x and L names
///     124  size, 12 octets, octal  257  "ustar"
///     148  sum of the header       345  what stands before the name, 155 octets
///
/// Source: POSIX.1-2024, pax, "ustar Interchange Format" and "pax Interchange Format"; GNU tar manual, "Basic
/// Tar Format", for long names.
struct TarArchive {
  static let fileLimit = 500_000
  static let nameLimitOctets = 4096

  /// Names with `/` between their folders, without `./` before them.
  private(set) var files: [(name: String, octets: Range<Int>)] = []

  private static let blockOctets = 512

  /// Reads the headers; what the files hold stays where it is.
  init(_ archive: [UInt8], path: String) throws(CaseFileError) {
    var at = 0
    var longName: String?
    var isWhole = false
    while at + Self.blockOctets <= archive.count {
      let header = archive[at..<(at + Self.blockOctets)]
      // Empty blocks end it; whatever follows means nothing.
      if header.allSatisfy({ $0 == 0 }) {
        isWhole = true
        break
      }
      guard Self.hasRightSum(header) else {
        throw CaseFileError(path, "is no tar archive: the header at octet \(at) is damaged")
      }
      guard let size = Self.number(header[(at + 124)..<(at + 136)]),
        size <= archive.count - at - Self.blockOctets
      else { throw CaseFileError(path, "is cut off: the file at octet \(at) is not whole") }
      let content = (at + Self.blockOctets)..<(at + Self.blockOctets + size)
      switch header[at + 156] {
      case 0, UInt8(ascii: "0"), UInt8(ascii: "7"):
        guard files.count < Self.fileLimit else {
          throw CaseFileError(path, "holds more than \(Self.fileLimit) files")
        }
        files.append((Self.plain(longName ?? Self.name(header)), content))
        longName = nil
      case UInt8(ascii: "L"): longName = try Self.text(archive[content], path)
      case UInt8(ascii: "x"): longName = try Self.paxName(archive[content], path) ?? longName
      case UInt8(ascii: "g"): break
      default: longName = nil
      }
      at = content.upperBound + (Self.blockOctets - size % Self.blockOctets) % Self.blockOctets
    }
    guard isWhole else { throw CaseFileError(path, "is no tar archive, or is cut off") }
  }

  private static func hasRightSum(_ header: ArraySlice<UInt8>) -> Bool {
    let start = header.startIndex
    var sum = 0
    for (index, octet) in header.enumerated() { sum += (148..<156).contains(index) ? 0x20 : Int(octet) }
    return number(header[(start + 148)..<(start + 156)]) == sum
  }

  /// Octal digits, or with the first bit set a number in the octets themselves.
  private static func number(_ octets: ArraySlice<UInt8>) -> Int? {
    var value = 0
    if let first = octets.first, first & 0x80 != 0 {
      guard first == 0x80 else { return nil }
      for octet in octets.dropFirst() {
        guard value < 1 << 40 else { return nil }
        value = value << 8 | Int(octet)
      }
      return value
    }
    var hasDigit = false
    for octet in octets {
      switch octet {
      case UInt8(ascii: "0")...UInt8(ascii: "7"):
        value = value << 3 | Int(octet - UInt8(ascii: "0"))
        hasDigit = true
      case 0, 0x20: if hasDigit { return value }
      default: return nil
      }
    }
    return hasDigit ? value : nil
  }

  private static func name(_ header: ArraySlice<UInt8>) -> String {
    let start = header.startIndex
    let name = field(header[start..<(start + 100)])
    // GNU's archives have "ustar  " and other things where the prefix would be.
    guard header[(start + 257)..<(start + 263)].elementsEqual(Array("ustar".utf8) + [0]) else { return name }
    let prefix = field(header[(start + 345)..<(start + 500)])
    return prefix.isEmpty ? name : prefix + "/" + name
  }

  private static func field(_ octets: ArraySlice<UInt8>) -> String {
    String(decoding: octets.prefix { $0 != 0 }, as: UTF8.self)
  }

  private static func text(_ octets: ArraySlice<UInt8>, _ path: String) throws(CaseFileError) -> String {
    guard octets.count <= nameLimitOctets else {
      throw CaseFileError(path, "holds a name of more than \(nameLimitOctets) octets")
    }
    return field(octets)
  }

  /// The `path` among records of the form `LENGTH KEY=VALUE\n`.
  private static func paxName(_ octets: ArraySlice<UInt8>, _ path: String) throws(CaseFileError) -> String? {
    var rest = octets
    var name: String?
    while let space = rest.firstIndex(of: 0x20) {
      guard let length = Int(String(decoding: rest[..<space], as: UTF8.self)),
        length > space - rest.startIndex + 1,
        length <= rest.count
      else { throw CaseFileError(path, "holds a damaged extended header") }
      let record = rest[(space + 1)..<(rest.startIndex + length - 1)]
      if let equals = record.firstIndex(of: UInt8(ascii: "=")),
        record[..<equals].elementsEqual("path".utf8)
      {
        name = try text(record[(equals + 1)...], path)
      }
      rest = rest[(rest.startIndex + length)...]
    }
    return name
  }

  private static func plain(_ name: String) -> String {
    name.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
  }
}
