import Vocabulary

/// Reads one record's binary XML: tokens, templates and the values that take their places.
///
/// Frames and open elements are kept on stacks of its own, so that no input makes it call itself.
///
/// Source: libevtx, "Windows XML Event Log (EVTX)", section 5; MS-EVEN6, section 2.2.12.
struct BinaryXMLReader {
  /// Templates inside one another, elements inside one another, and tokens in one record.
  static let frameLimit = 16
  static let nestingLimit = 64
  static let tokenLimit = 32_768
  static let valueLimit = 4_096
  /// Octets of text in one record: an array multiplies its element.
  static let textLimit = 1 << 20

  private struct Frame {
    var at: Int
    let end: Int
    let values: [EVTXValue]
    let hasDependency: Bool
    let openElements: Int
  }

  /// An element of which the end has not been read.
  private struct Open {
    var element: XMLElement
    var attribute: (name: String, values: [String]?)?
    var isLeftOut = false
    var entries: [String]?
  }

  private let chunk: LittleEndianOctets
  private let negatives: EVTXNegatives
  private var frames: [Frame] = []
  private var open: [Open] = []
  private var root: XMLElement?
  private var textOctets = 0

  init(chunk: LittleEndianOctets, negatives: EVTXNegatives) {
    self.chunk = chunk
    self.negatives = negatives
  }

  mutating func read(from start: Int, to end: Int) throws(LogError) -> XMLElement {
    frames = [Frame(at: start, end: end, values: [], hasDependency: true, openElements: 0)]
    var tokens = 0
    while let frame = frames.last {
      tokens += 1
      guard tokens <= Self.tokenLimit else { throw LogError(.tooLarge, at: frame.at) }
      guard frame.at < frame.end, let token = chunk.uint8(frame.at), token != 0 else {
        guard open.count == frame.openElements else { throw LogError(.truncated, at: frame.at) }
        frames.removeLast()
        continue
      }
      try take(token, frame)
    }
    guard let root else { throw LogError(.malformed, at: start) }
    return root
  }

  private func field(_ value: UInt16?, _ at: Int) throws(LogError) -> Int {
    guard let value else { throw LogError(.truncated, at: at) }
    return Int(value)
  }

  private func field(_ value: UInt32?, _ at: Int) throws(LogError) -> Int {
    guard let value else { throw LogError(.truncated, at: at) }
    return Int(value)
  }

  private mutating func go(to at: Int) { frames[frames.count - 1].at = at }

  private mutating func take(_ token: UInt8, _ frame: Frame) throws(LogError) {
    let at = frame.at
    // 0x40 says that more follows, which the next token says itself; of an element, that it has attributes.
    switch token & 0xBF {
    case 0x0F: go(to: at + 4)
    case 0x0C: try takeTemplate(at)
    case 0x01: try takeElement(at, frame, hasAttributes: token & 0x40 != 0)
    case 0x02, 0x03, 0x04:
      guard open.count > frame.openElements else { throw LogError(.malformed, at: at) }
      endAttribute()
      go(to: at + 1)
      if token & 0xBF != 0x02 { try closeElement(at) }
    case 0x05:
      guard chunk.uint8(at + 1) == 0x01 else { throw LogError(.malformed, at: at + 1) }
      let (text, end) = try countedText(at + 2)
      try add(text, at)
      go(to: end)
    case 0x06:
      guard open.count > frame.openElements else { throw LogError(.malformed, at: at) }
      endAttribute()
      let (name, end) = try name(at + 1)
      open[open.count - 1].attribute = (name, nil)
      go(to: end)
    case 0x07:
      let (text, end) = try countedText(at + 1)
      try add(text, at)
      go(to: end)
    case 0x08:
      let unit = try field(chunk.uint16(at + 1), at + 1)
      try add(String(decoding: [UInt16(truncatingIfNeeded: unit)], as: UTF16.self), at)
      go(to: at + 3)
    case 0x09:
      let (name, end) = try name(at + 1)
      guard let text = ["lt": "<", "gt": ">", "amp": "&", "quot": "\"", "apos": "'"][name] else {
        throw LogError(.malformed, at: at)
      }
      try add(text, at)
      go(to: end)
    case 0x0A: go(to: try name(at + 1).end)
    case 0x0B: go(to: try countedText(at + 1).end)
    case 0x0D, 0x0E:
      let index = try field(chunk.uint16(at + 1), at + 1)
      guard index < frame.values.count else { throw LogError(.malformed, at: at) }
      go(to: at + 4)
      try substitute(frame.values[index], isOptional: token & 0xBF == 0x0E, at)
    default: throw LogError(.malformed, at: at)
    }
  }

  /// `COUNT(2) UTF-16`.
  private func countedText(_ at: Int) throws(LogError) -> (text: String, end: Int) {
    let count = try field(chunk.uint16(at), at)
    guard let octets = chunk.slice(at + 2, count * 2) else { throw LogError(.truncated, at: at) }
    return (LittleEndianOctets.text(utf16: octets), at + 2 + count * 2)
  }

  /// A name's offset in the chunk. At the name's first use it stands right behind:
  /// `NEXT(4) HASH(2) COUNT(2) UTF-16 0(2)`.
  private func name(_ at: Int) throws(LogError) -> (text: String, end: Int) {
    let offset = try field(chunk.uint32(at), at)
    let (text, end) = try countedText(offset + 6)
    return (text, offset == at + 4 ? end + 2 : at + 4)
  }

  /// `TOKEN [DEPENDENCY(2)] SIZE(4) NAME(4) [ATTRIBUTES' SIZE(4)]`.
  private mutating func takeElement(_ at: Int, _ frame: Frame, hasAttributes: Bool) throws(LogError) {
    guard open.count < Self.nestingLimit else { throw LogError(.tooLarge, at: at) }
    let place = at + (frame.hasDependency ? 7 : 5)
    let (name, end) = try name(place)
    open.append(Open(element: XMLElement(name: name, attributes: [])))
    go(to: hasAttributes ? end + 4 : end)
  }

  /// `TOKEN 1(1) ID(4) OFFSET(4)`, at its first use `NEXT(4) GUID(16) SIZE(4) FRAGMENT` right behind, then
  /// `COUNT(4)`, for each value `SIZE(2) TYPE(1) 0(1)`, and the values.
  private mutating func takeTemplate(_ at: Int) throws(LogError) {
    guard frames.count < Self.frameLimit else { throw LogError(.tooLarge, at: at) }
    let offset = try field(chunk.uint32(at + 6), at + 6)
    let size = try field(chunk.uint32(offset + 20), offset + 20)
    guard chunk.slice(offset + 24, size) != nil else { throw LogError(.truncated, at: offset) }
    var place = offset == at + 10 ? offset + 24 + size : at + 10
    let count = try field(chunk.uint32(place), place)
    guard count <= Self.valueLimit else { throw LogError(.tooLarge, at: place) }
    place += 4
    var data = place + count * 4
    var values: [EVTXValue] = []
    for _ in 0..<count {
      let length = try field(chunk.uint16(place), place)
      guard let type = chunk.uint8(place + 2), let octets = chunk.slice(data, length) else {
        throw LogError(.truncated, at: place)
      }
      values.append(EVTXValue(type: type, octets: octets, offset: data))
      place += 4
      data += length
    }
    go(to: data)
    frames.append(
      Frame(
        at: offset + 24, end: offset + 24 + size, values: values, hasDependency: true,
        openElements: open.count))
  }

  private mutating func substitute(_ value: EVTXValue, isOptional: Bool, _ at: Int) throws(LogError) {
    guard let last = open.indices.last else { throw LogError(.malformed, at: at) }
    if value.isAbsent {
      if open[last].attribute == nil, isOptional { open[last].isLeftOut = true }
      return
    }
    if open[last].attribute == nil { open[last].isLeftOut = false }
    if value.isBinaryXML {
      guard open[last].attribute == nil, frames.count < Self.frameLimit else {
        throw LogError(.tooLarge, at: at)
      }
      frames.append(
        Frame(
          at: value.offset, end: value.offset + value.octets.count, values: [], hasDependency: false,
          openElements: open.count))
      return
    }
    guard value.isArray else { return try add(value.text(negatives), at) }
    let entries = value.entries(negatives)
    try count(entries.reduce(0) { $0 + $1.utf8.count }, at)
    if open[last].attribute != nil {
      let before = open[last].attribute?.values ?? []
      open[last].attribute?.values = before + entries
    } else {
      open[last].entries = entries
    }
  }

  private mutating func count(_ octets: Int, _ at: Int) throws(LogError) {
    textOctets += octets
    guard textOctets <= Self.textLimit else { throw LogError(.tooLarge, at: at) }
  }

  private mutating func add(_ text: String, _ at: Int) throws(LogError) {
    guard let last = open.indices.last else { throw LogError(.malformed, at: at) }
    try count(text.utf8.count, at)
    if let attribute = open[last].attribute {
      open[last].attribute?.values = [(attribute.values?.last ?? "") + text]
    } else {
      open[last].element.text += text
    }
  }

  private mutating func endAttribute() {
    guard let last = open.indices.last, let attribute = open[last].attribute else { return }
    for value in attribute.values ?? [] {
      open[last].element.attributes.append(XMLElement.Attribute(name: attribute.name, value: value))
    }
    open[last].attribute = nil
  }

  /// An element whose only value is absent is left out; one whose value is an array stands for each entry.
  private mutating func closeElement(_ at: Int) throws(LogError) {
    guard let closed = open.popLast(), !closed.isLeftOut else { return }
    var elements = [closed.element]
    if let entries = closed.entries {
      elements = entries.map { entry in
        var element = closed.element
        element.text = entry
        return element
      }
      try count(closed.element.name.utf8.count * entries.count, at)
    }
    if let last = open.indices.last {
      open[last].element.children.append(contentsOf: elements)
    } else if root == nil {
      root = elements.first
    }
  }
}
