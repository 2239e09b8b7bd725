import Bytes
import Vocabulary

/// The file that a flow's last open command named, under the handle that the outstation gave it.
struct DNP3File: Sendable {
  var name = NameID.none
  var handle: UInt32 = 0
}

/// Files: commands name them, blocks carry the handle that the answer to the open command gave.
///
/// Source: IEEE 1815-2012, annex A.30 (group 70) and clause 5.3.
extension DNP3Dissector {
  /// The object that a file object of a request names; `deed` becomes what an open command opens it for.
  mutating func file(
    _ header: DNP3ObjectHeader, _ body: Span<UInt8>, _ deed: inout Deed, _ dissection: inout Dissection
  ) -> ObjectReference {
    switch header.variation {
    case 2:
      // User name and password, each by offset and size.
      let password = Self.text(body, at: 4)
      if !password.isEmpty { dissection.secretInClear(.dnp3, octets: password.count) }
      return dissection.clientObject(.user, body.extracting(Self.text(body, at: 0)))
    case 3:
      guard body.count >= 26 else { return .none }
      let mode = body[20]
      if deed == .plain, mode > 0 { deed = mode == 1 ? .fileRead : .fileWrite }
      let object = dissection.clientObject(.file, body.extracting(Self.text(body, at: 0)))
      if deed != .delete {
        let position = files.position(of: dissection.serial, initial: DNP3File())
        files[position] = DNP3File(name: object.name)
      }
      return object
    case 4, 5, 6:
      guard let position = files.find(dissection.serial), body.count >= 4,
        files[position].handle == Self.handle(body)
      else { return .none }
      return ObjectReference(.file, text: files[position].name)
    case 7: return dissection.clientObject(.file, body.extracting(Self.text(body, at: 0)))
    case 8: return dissection.clientObject(.file, body)
    default: return .none
    }
  }

  /// The answer to a file command: whether it was carried out, and the handle from then on.
  mutating func fileStatus(
    _ header: DNP3ObjectHeader, _ body: Span<UInt8>, _ dissection: Dissection
  ) -> Outcome? {
    switch header.variation {
    case 4:
      guard body.count >= 13 else { return nil }
      if body[12] == 0, let position = files.find(dissection.serial), files[position].handle == 0 {
        files[position].handle = Self.handle(body)
      }
      return body[12] == 0 ? .succeeded : .refused
    case 6: return body.count >= 9 ? (body[8] == 0 ? .succeeded : .refused) : nil
    default: return nil
    }
  }

  private static func handle(_ body: Span<UInt8>) -> UInt32 {
    UInt32(body[0]) | UInt32(body[1]) << 8 | UInt32(body[2]) << 16 | UInt32(body[3]) << 24
  }

  /// Where the text stands whose offset and size, two octets each, stand at `place`; empty where nowhere.
  private static func text(_ body: Span<UInt8>, at place: Int) -> Range<Int> {
    guard body.count >= place + 4 else { return 0..<0 }
    let offset = Int(body[place]) | Int(body[place + 1]) << 8
    let size = Int(body[place + 2]) | Int(body[place + 3]) << 8
    return offset + size <= body.count ? offset..<(offset + size) : 0..<0
  }
}
