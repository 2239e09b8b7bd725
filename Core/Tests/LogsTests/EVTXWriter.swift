/// Writes files of Windows' event log, for cases that no log at hand holds.
///
/// Source: libevtx, "Windows XML Event Log (EVTX)".
struct EVTXWriter {
  indirect enum Node {
    case element(String, [(String, Node)], [Node])
    case text(String)
    case substitution(Int, optional: Bool)
    case entity(String)
    case character(UInt16)
    case cdata(String)
  }

  struct Value {
    var type: UInt8
    var octets: [UInt8] = []
    /// Binary XML: a template of its own.
    var inner: (Node, [Value])?

    static func text(_ text: String) -> Value { Value(type: 1, octets: utf16(text)) }
    static func binary(_ node: Node, _ values: [Value]) -> Value { Value(type: 0x21, inner: (node, values)) }
  }

  private(set) var chunk = [UInt8](repeating: 0, count: 512)
  private var names: [String: Int] = [:]
  private var templates: [String: Int] = [:]
  private var records = 0
  private var last = 0

  static func utf16(_ text: String) -> [UInt8] { text.utf16.flatMap { octets(UInt64($0), 2) } }

  static func octets(_ value: UInt64, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
  }

  mutating func append(_ node: Node, _ values: [Value] = [], key: String? = nil) {
    last = chunk.count
    records += 1
    put(0x2A2A, 4)
    put(0, 4)
    put(UInt64(records), 8)
    put(133_000_000_000_000_000, 8)
    instance(node, values, key: key ?? "\(node)")
    put(0, 1)
    while (chunk.count + 4 - last) % 8 != 0 { put(0, 1) }
    let size = chunk.count + 4 - last
    put(UInt64(size), 4)
    set(UInt64(size), 4, at: last + 4)
  }

  /// A head and one chunk, with checksums that fit.
  func file() -> [UInt8] {
    var head = Array("ElfFile\0".utf8) + [UInt8](repeating: 0, count: 4_088)
    let fields: [(Int, UInt64, Int)] = [
      (24, UInt64(records + 1), 8), (32, 128, 4), (36, 1, 2), (38, 3, 2), (40, 4_096, 2), (42, 1, 2),
    ]
    for (at, value, count) in fields {
      head.replaceSubrange(at..<(at + count), with: Self.octets(value, count))
    }
    head.replaceSubrange(124..<128, with: Self.octets(UInt64(Self.crc(head[..<120])), 4))
    return head + wholeChunk()
  }

  func wholeChunk() -> [UInt8] {
    var whole = chunk
    let free = whole.count
    whole.replaceSubrange(0..<8, with: Array("ElfChnk\0".utf8))
    let fields: [(Int, UInt64, Int)] = [
      (8, 1, 8), (16, UInt64(records), 8), (24, 1, 8), (32, UInt64(records), 8), (40, 128, 4),
      (44, UInt64(last), 4), (48, UInt64(free), 4), (52, UInt64(Self.crc(whole[512...])), 4),
    ]
    for (at, value, count) in fields {
      whole.replaceSubrange(at..<(at + count), with: Self.octets(value, count))
    }
    let sum = Self.crc(whole[..<120] + whole[128..<512])
    whole.replaceSubrange(124..<128, with: Self.octets(UInt64(sum), 4))
    return whole + [UInt8](repeating: 0, count: 65_536 - free)
  }

  /// Bit by bit, as the reader does not.
  static func crc(_ octets: ArraySlice<UInt8>) -> UInt32 {
    ~octets.reduce(UInt32.max) { sum, octet in
      (0..<8).reduce(sum ^ UInt32(octet)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1
      }
    }
  }

  private mutating func put(_ value: UInt64, _ count: Int) { chunk += Self.octets(value, count) }

  private mutating func set(_ value: UInt64, _ count: Int, at: Int) {
    chunk.replaceSubrange(at..<(at + count), with: Self.octets(value, count))
  }

  private mutating func name(_ text: String) {
    if let known = names[text] { return put(UInt64(known), 4) }
    names[text] = chunk.count + 4
    put(UInt64(chunk.count + 4), 4)
    put(0, 6)
    counted(text)
    put(0, 2)
  }

  private mutating func counted(_ text: String) {
    put(UInt64(text.utf16.count), 2)
    chunk += Self.utf16(text)
  }

  private mutating func write(_ node: Node) {
    switch node {
    case .text(let text):
      put(0x0105, 2)
      counted(text)
    case .substitution(let index, let optional):
      put(optional ? 0x0E : 0x0D, 1)
      put(UInt64(index), 2)
      put(1, 1)
    case .entity(let entity):
      put(0x09, 1)
      name(entity)
    case .character(let unit):
      put(0x08, 1)
      put(UInt64(unit), 2)
    case .cdata(let text):
      put(0x07, 1)
      counted(text)
    case .element(let element, let attributes, let content):
      put(attributes.isEmpty ? 0x01 : 0x41, 1)
      put(0xFFFF, 2)
      let size = chunk.count
      put(0, 4)
      name(element)
      if !attributes.isEmpty {
        let list = chunk.count
        put(0, 4)
        for (index, attribute) in attributes.enumerated() {
          put(index + 1 < attributes.count ? 0x46 : 0x06, 1)
          name(attribute.0)
          write(attribute.1)
        }
        set(UInt64(chunk.count - list - 4), 4, at: list)
      }
      put(content.isEmpty ? 0x03 : 0x02, 1)
      for child in content { write(child) }
      if !content.isEmpty { put(0x04, 1) }
      set(UInt64(chunk.count - size - 4), 4, at: size)
    }
  }

  private mutating func instance(_ node: Node, _ values: [Value], key: String) {
    put(0x0001_010F, 4)
    put(0x010C, 2)
    put(UInt64(templates.count + 1), 4)
    if let known = templates[key] {
      put(UInt64(known), 4)
    } else {
      let start = chunk.count + 4
      templates[key] = start
      put(UInt64(start), 4)
      put(0, 4)
      put(7, 8)
      put(7, 8)
      put(0, 4)
      put(0x0001_010F, 4)
      write(node)
      put(0, 1)
      set(UInt64(chunk.count - start - 24), 4, at: start + 20)
    }
    put(UInt64(values.count), 4)
    var place = chunk.count
    for value in values {
      put(UInt64(value.octets.count), 2)
      put(UInt64(value.type), 2)
    }
    for value in values {
      let start = chunk.count
      if let (inner, values) = value.inner {
        instance(inner, values, key: "\(inner)")
        put(0, 1)
        set(UInt64(chunk.count - start), 2, at: place)
      } else {
        chunk += value.octets
      }
      place += 4
    }
  }
}
