import Bytes
import Vocabulary

/// What Beckhoff devices say of themselves over ADS.
enum AMSIdentity {
  /// Major and minor version, build, and a name of 16 octets.
  ///
  /// Source: Beckhoff TwinCAT ADS/AMS specification (TE1000), "ADS Read Device Info".
  static func tellDeviceInfo(
    _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let version = try Self.version(&reader)
    let name = try reader.span(16)
    dissection.tell(.model, name.extracting(0..<name.textOctets), source: "ads device info")
    dissection.tell(.firmware, version, source: "ads device info")
  }

  static func version(_ reader: inout ByteReader) throws(DecodeError) -> [UInt8] {
    var text: [UInt8] = []
    appendDecimal(UInt64(try reader.uint8()), to: &text)
    text.append(UInt8(ascii: "."))
    appendDecimal(UInt64(try reader.uint8()), to: &text)
    text.append(UInt8(ascii: "."))
    appendDecimal(UInt64(try reader.uint16LittleEndian()), to: &text)
    return text
  }

  /// What the system service answers on itself: its description (group 700) or its host's name (702).
  static func tellSystem(_ object: ObjectReference, _ data: Span<UInt8>, _ dissection: inout Dissection) {
    switch object.name.rawValue {
    case 700: tellTarget(data, &dissection)
    case 702:
      dissection.tell(.hostname, data.extracting(0..<data.textOctets), source: "ads host name")
    default: break
    }
  }

  /// The target's description: XML with one element a fact, each of which stands once.
  private static func tellTarget(_ data: Span<UInt8>, _ dissection: inout Dissection) {
    let system: StaticString = "ads target description"
    if let type = element("<TargetType>", data) {
      dissection.tell(.model, data.extracting(type), source: system)
    }
    if let serial = element("<SerialNo>", data) {
      dissection.tell(.serial, data.extracting(serial), source: system)
    }
    if let hardware = element("<CPUVersion>", data) {
      dissection.tell(.hardware, data.extracting(hardware), source: system)
    }
    dissection.tell(
      .firmware, joined(["<Version>", "<Revision>", "<Build>"], ".", data), source: system)
    dissection.tell(
      .operatingSystem, joined(["<OsName>", "<OsVersion>"], " ", data), source: system)
  }

  /// The contents of several elements; nothing where one is missing.
  private static func joined(_ tags: [String], _ separator: Unicode.Scalar, _ data: Span<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    for tag in tags {
      guard let range = element(tag, data) else { return [] }
      if !text.isEmpty { text.append(UInt8(truncatingIfNeeded: separator.value)) }
      for index in range where text.count < NameTable.textLimitOctets { text.append(data[index]) }
    }
    return text
  }

  /// Where the text behind the first `tag` that a text follows stands; nil where there is none.
  private static func element(_ tag: String, _ data: Span<UInt8>) -> Range<Int>? {
    let tag = Array(tag.utf8)
    var at = 0
    while data.count - at > tag.count {
      var matched = 0
      while matched < tag.count, data[at + matched] == tag[matched] { matched += 1 }
      if matched == tag.count {
        let start = at + matched
        var end = start
        while end < data.count, data[end] != UInt8(ascii: "<") { end += 1 }
        if end > start, end < data.count { return start..<end }
      }
      at += 1
    }
    return nil
  }
}
