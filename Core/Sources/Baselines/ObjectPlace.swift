import Vocabulary

/// An object as coarsely as it is learned: overlapping reads of one area are no new objects each time, and
/// the files of a folder are one.
struct ObjectPlace: Equatable {
  /// Members of a range in one block.
  static let blockLength: UInt32 = 128
  /// A range over more blocks than these is one place of its own.
  static let blocksLimit: UInt32 = 8
  /// Parts of a path that are told apart.
  static let pathDepth = 2

  /// The block of the range's first member, and how many blocks are touched.
  let block: UInt32
  let blocks: UInt32

  init(_ object: ObjectReference) {
    guard object.space.isRange, object.to >= object.from else {
      (block, blocks) = (object.space.isText ? 0 : object.from, 1)
      return
    }
    let first = object.from / Self.blockLength
    let count = object.to / Self.blockLength - first + 1
    (block, blocks) = count > Self.blocksLimit ? (.max, 1) : (first, count)
  }

  /// The part of a name that lasts: the folder of a file, the domain of a name.
  static func lasting(_ text: ArraySlice<UInt8>, in space: ObjectSpace) -> ArraySlice<UInt8> {
    switch space {
    case .file, .httpGet, .httpPost, .httpPut, .httpDelete, .httpOther: return folder(text)
    case .dnsA, .dnsAAAA, .dnsPTR, .dnsOther: return domain(text)
    default: return text
    }
  }

  /// At most two parts of a path, its last part left out.
  private static func folder(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var depth = 0
    var end = text.startIndex
    for index in text.indices where text[index] == UInt8(ascii: "/") || text[index] == UInt8(ascii: "\\") {
      // Signs at the front part nothing.
      guard index > end || depth > 0 else {
        end = index + 1
        continue
      }
      end = index
      depth += 1
      if depth == pathDepth { break }
    }
    return text[text.startIndex..<end]
  }

  /// The last two labels.
  private static func domain(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var dots = 0
    for index in text.indices.reversed() where text[index] == UInt8(ascii: ".") {
      dots += 1
      if dots == 2 { return text[(index + 1)...] }
    }
    return text
  }
}

extension ObjectSpace {
  /// A text alone tells the object.
  var isText: Bool {
    switch self {
    case .user, .sni, .httpGet, .httpPost, .httpPut, .httpDelete, .httpOther, .dnsA, .dnsAAAA, .dnsPTR,
      .dnsOther, .share, .file, .text, .service:
      return true
    default: return false
    }
  }

  /// ``ObjectReference/part`` is the number of a text.
  var namesItsPart: Bool { self == .mmsVariable || self == .metric }
}

extension Verb {
  /// What moves or changes a machine: it is trusted only when it was seen in several hours.
  var isConsequential: Bool {
    switch self {
    case .write, .operate, .configure, .transfer: true
    case .connect, .authenticate, .browse, .identify, .read, .signal: false
    case .program, .setMode, .update: true
    }
  }

  /// No habit makes these expected: a person says so, or a work order.
  var isNeverTrusted: Bool { self == .program || self == .setMode || self == .update }
}
