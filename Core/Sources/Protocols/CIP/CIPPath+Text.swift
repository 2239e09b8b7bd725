import Bytes
import Vocabulary

extension CIPPath {
  /// What the path addresses. A name in one piece is taken as it stands; `scratch` is where others are put
  /// together.
  func object(
    _ path: Span<UInt8>, scratch: inout [UInt8], _ tags: inout CIPTagNames, _ names: inout NameTable
  ) -> ObjectReference {
    if isSymbolic {
      guard symbolParts > 1 else {
        return tags.object(.tag, path.extracting(symbolStart..<(symbolStart &+ symbolCount)), &names)
      }
      scratch.removeAll(keepingCapacity: true)
      Self.spellTag(path, into: &scratch)
      return tags.object(.tag, scratch.span, &names)
    }
    guard classID != Self.missing else { return .none }
    return ObjectReference(.cipAttribute, part: classID, from: instance, to: attribute)
  }

  /// Names joined by dots, members in brackets: `Program:Main.Motor[3].Speed`.
  private static func spellTag(_ path: Span<UInt8>, into text: inout [UInt8]) {
    var reader = ByteReader(path)
    var isInBrackets = false
    while !reader.isAtEnd, text.count < NameTable.textLimitOctets,
      let segment = try? CIPSegment(parsing: &reader)
    {
      switch segment.kind {
      case .symbol:
        if isInBrackets { text.append(UInt8(ascii: "]")) }
        isInBrackets = false
        if !text.isEmpty { text.append(UInt8(ascii: ".")) }
        for index in segment.textStart..<(segment.textStart &+ segment.textCount) {
          text.append(path[index])
        }
      case .member where !text.isEmpty:
        text.append(isInBrackets ? UInt8(ascii: ",") : UInt8(ascii: "["))
        isInBrackets = true
        appendDecimal(UInt64(segment.value), to: &text)
      default: break
      }
    }
    if isInBrackets { text.append(UInt8(ascii: "]")) }
  }

  /// What a connection is opened to: the class, then instances and connection points in the path's order,
  /// `0x04/2/100`; or the tag that is produced.
  static func connection(
    _ path: Span<UInt8>, scratch: inout [UInt8], _ tags: inout CIPTagNames, _ names: inout NameTable
  ) -> ObjectReference {
    scratch.removeAll(keepingCapacity: true)
    var reader = ByteReader(path)
    while !reader.isAtEnd, scratch.count < NameTable.textLimitOctets,
      let segment = try? CIPSegment(parsing: &reader)
    {
      switch segment.kind {
      case .classID, .instance, .connectionPoint, .symbol:
        if !scratch.isEmpty { scratch.append(UInt8(ascii: "/")) }
      default: continue
      }
      switch segment.kind {
      case .classID:
        scratch.append(UInt8(ascii: "0"))
        scratch.append(UInt8(ascii: "x"))
        appendHexadecimal(UInt64(segment.value), width: 2, to: &scratch)
      case .symbol:
        for index in segment.textStart..<(segment.textStart &+ segment.textCount) {
          scratch.append(path[index])
        }
      default: appendDecimal(UInt64(segment.value), to: &scratch)
      }
    }
    return tags.object(.cipConnection, scratch.span, &names)
  }
}
