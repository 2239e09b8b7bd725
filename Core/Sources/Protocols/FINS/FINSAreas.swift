import Vocabulary

/// The names of memory areas, each kept once as a number so that a poll needs no text.
///
/// Source: OMRON W342, clause 5-2-2 "I/O memory address designations"; W227, clause 2-2, for CV controllers.
struct FINSAreas: Sendable {
  private var names = [NameID](repeating: .none, count: 256)

  /// What kind of members an area code counts.
  enum Members: Sendable {
    case words, bits
    /// Timers, counters, steps: each has one number.
    case numbers
  }

  /// The object that an area code, an address of word and bit, and a number of items name.
  mutating func object(
    _ area: UInt8, word: UInt16, bit: UInt8, items: UInt16, _ dissection: inout Dissection
  ) -> ObjectReference {
    let members = Self.members(area)
    // Counters share their area with timers and stand behind them.
    let isCounter = members == .numbers && Self.isTimer(area) && word >= 0x8000
    let name = name(isCounter ? 0xFF : area, &dissection)
    let count = UInt32(max(1, items))
    switch members {
    case .words:
      var object = ObjectReference(.areaWords, first: UInt32(word), count: count)
      object.name = name
      return object
    case .bits:
      var object = ObjectReference(.areaBits, first: UInt32(word) << 4 | UInt32(bit & 15), count: count)
      object.name = name
      return object
    case .numbers:
      var object = ObjectReference(.device, first: UInt32(isCounter ? word & 0x7FFF : word), count: count)
      object.name = name
      return object
    }
  }

  private mutating func name(_ area: UInt8, _ dissection: inout Dissection) -> NameID {
    let index = Int(area)
    if names[index] == .none { names[index] = dissection.names.intern(Self.text(area)) }
    return names[index]
  }

  private static func isTimer(_ area: UInt8) -> Bool {
    switch area {
    case 0x01, 0x09, 0x41, 0x49, 0x81, 0x89: true
    default: false
    }
  }

  private static func members(_ area: UInt8) -> Members {
    switch area {
    case 0x01, 0x09, 0x41, 0x49, 0x81, 0x89, 0x03, 0x43, 0x04, 0x44, 0x84, 0x06, 0x46, 0x1B, 0x9C, 0xBC, 0xDC,
      0xDD:
      .numbers
    case 0x00, 0x02, 0x05, 0x07, 0x0A, 0x20...0x33, 0x40, 0x4A, 0x70...0x73, 0xE0...0xEC: .bits
    default: .words
    }
  }

  private static func text(_ area: UInt8) -> String {
    switch area {
    case 0x00, 0x40, 0x80, 0xC0, 0x30, 0x70, 0xB0, 0xF0: "cio"
    case 0x31, 0x71, 0xB1, 0xF1: "wr"
    case 0x32, 0x72, 0xB2, 0xF2: "hr"
    case 0x33, 0x73, 0xB3: "ar"
    case 0x01, 0x09, 0x41, 0x49, 0x81, 0x89: "tim"
    case 0xFF: "cnt"
    case 0x02, 0x82: "dm"
    case 0x03, 0x43: "transition"
    case 0x04, 0x44, 0x84: "step"
    case 0x05, 0x85: "forced-status"
    case 0x06, 0x46: "task"
    case 0x07: "clock-pulses"
    case 0x20...0x2F: "em\(area - 0x20)"
    case 0xE0...0xEC: "em\(16 + (area - 0xE0))"
    case 0x60...0x6C: "em\(16 + (area - 0x60))"
    case 0x90...0x97: "em\(area - 0x90)"
    case 0xA0...0xAF: "em\(area - 0xA0)"
    case 0x0A, 0x98: "em"
    case 0x9C, 0xBC: "dr"
    case 0xDC: "ir"
    default: "area-\(area)"
    }
  }
}
