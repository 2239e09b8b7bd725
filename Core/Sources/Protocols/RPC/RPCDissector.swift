import Bytes
import Vocabulary

/// Dissects the head of ONC RPC: which program is called. NFS, the port mapper and mounts ride on it.
///
///     0     4      8
///     +-----+------+-------------+---------+---------+----------
///     | xid | type | rpc version | program | version | procedure      call, type 0
///     | xid | type | status ...                                       reply, type 1
///
/// Source: RFC 5531, sections 9 and 11.
public struct RPCDissector: Sendable {
  public static let portMapper: UInt16 = 111
  public static let nfs: UInt16 = 2_049
  /// Flows that are remembered; then the one remembered longest gives way.
  public static let flowLimit = 4_096

  private static let portMapperProgram: UInt32 = 100_000
  private static let nfsProgram: UInt32 = 100_003
  /// A record of more octets is none.
  private static let recordLimit: UInt32 = 1 << 24

  /// The last program that was called on a flow: replies do not name theirs.
  var programs = FlowStates<UInt32>(limit: flowLimit)

  public init() {}

  /// Flows that gave way.
  public var droppedFlows: Int { programs.dropped }

  public static func recognise(datagram octets: Span<UInt8>) -> Recognition {
    var reader = ByteReader(octets)
    do throws(DecodeError) {
      try reader.skip(4)
      switch try reader.uint32() {
      case 0:
        guard try reader.uint32() == 2 else { return .no }
        let program = try reader.uint32()
        let version = try reader.uint32()
        return program >= 100_000 && program < 0x6000_0000 && version <= 16 ? .consistent : .no
      case 1: return try reader.uint32() <= 1 && reader.remaining >= 8 ? .consistent : .no
      default: return .no
      }
    } catch {
      return .no
    }
  }

  /// On a stream a record's mark stands before each message.
  ///
  /// Source: RFC 5531, section 11.
  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 28 else { return octets.count >= 1 && octets[0] != 0x80 ? .no : .undecided }
    guard octets[0] == 0x80 else { return .no }
    return recognise(datagram: octets.extracting(4..<octets.count))
  }

  public mutating func dissect(stream octets: Span<UInt8>, _ dissection: inout Dissection) -> StreamProgress {
    var at = 0
    while octets.count - at >= 4 {
      let mark =
        UInt32(octets[at] & 0x7F) << 24 | UInt32(octets[at + 1]) << 16 | UInt32(octets[at + 2]) << 8
        | UInt32(octets[at + 3])
      guard mark >= 8, mark <= Self.recordLimit else { return .lost(after: at) }
      let length = Int(mark)
      let head = min(24, length)
      guard octets.count - at >= 4 + head else { return StreamProgress(consumed: at, needs: 4 + head) }
      let end = min(octets.count, at + 4 + length)
      dissect(datagram: octets.extracting((at + 4)..<end), &dissection)
      at += 4 + length
    }
    return StreamProgress(consumed: at)
  }

  public mutating func dissect(datagram octets: Span<UInt8>, _ dissection: inout Dissection) {
    dissection.note(.rpc)
    var reader = ByteReader(octets)
    var program: UInt32 = 0
    if (try? reader.skip(4)) != nil, let type = try? reader.uint32(), type == 0 {
      dissection.senderIsClient = true
      if (try? reader.skip(4)) != nil, let called = try? reader.uint32() { program = called }
      let position = programs.position(of: dissection.serial, initial: program)
      programs[position] = program
    } else if let known = programs.find(dissection.serial) {
      program = programs[known]
    }
    if program == Self.portMapperProgram { dissection.note(.portmap) }
    if program == Self.nfsProgram {
      dissection.note(.nfs)
      dissection.refinedName = .nfs
    }
  }
}
